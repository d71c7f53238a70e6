/**
 * Saves what an answer brings as a file, named as the answer says. It is fetched here because only that sends along who asks;
 * the browser keeps what is long on disk.
 */
export async function saveFile(answer: Response, fallback: string): Promise<void> {
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(answer.headers.get('Content-Disposition')) ?? fallback;
  link.click();
  // the download has begun before another task does
  setTimeout(() => URL.revokeObjectURL(url));
}

/** The name in a Content-Disposition. */
export function fileName(disposition: string | null): string | null {
  return /filename="([^"/\\]+)"/.exec(disposition ?? '')?.[1] ?? null;
}

/** Gives the server back: the last one out stops it, and what it wrote is removed. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.testServer?.release();
}

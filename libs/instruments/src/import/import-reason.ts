/** Why a run was held back or ended, with the numbers that the texts of the book hold. */
const REASONS = {
  file_empty: 'The file has no rows.',
  too_many_rejected: '{rejected} of {received} rows were rejected, over {percent} %.',
  too_few_accepted: '{accepted} rows were accepted, fewer than half of the usual {expected}.',
  too_few_of_listed:
    '{accepted} rows were accepted, fewer than half of the {listed} listings that are shown.',
  rows_rejected: '{rejected} of {received} rows were rejected and on_error is abort: nothing was stored.',
  interrupted: 'The program was interrupted.',
} as const;

/** One of the reasons that have a code. */
export type ImportReasonCode = keyof typeof REASONS;

/** A reason as programs read it. */
export interface ImportReason {
  readonly code: ImportReasonCode;
  readonly params: Readonly<Record<string, number>>;
}

/** The text of a reason, as the book keeps it. */
export function writeReason(code: ImportReasonCode, params: Readonly<Record<string, number>> = {}): string {
  return REASONS[code].replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(params[name]));
}

/** What a text of the book says; `null`: a fault that has no code. */
export function readReason(text: string): ImportReason | null {
  for (const code of importReasonCodes) {
    const names = [...REASONS[code].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const pattern = REASONS[code].replaceAll(/[.%]/g, String.raw`\$&`).replaceAll(/\{\w+\}/g, '([\\d.]+)');
    const found = new RegExp(`^${pattern}$`).exec(text);
    if (found)
      return { code, params: Object.fromEntries(names.map((name, at) => [name, Number(found[at + 1])])) };
  }
  return null;
}

/** Every code of a reason. */
export const importReasonCodes: readonly ImportReasonCode[] = [
  'file_empty',
  'too_many_rejected',
  'too_few_accepted',
  'too_few_of_listed',
  'rows_rejected',
  'interrupted',
];

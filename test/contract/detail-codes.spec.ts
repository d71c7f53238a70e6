import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bulkFailureCodes, importReasonCodes, IMPORT_CODES } from '@app/instruments';
import { DETAIL_CODES, detailKind } from '../../apps/api/src/http/detail-codes';
import { FIELD_FAULT_TEXTS } from '../../apps/api/src/http/invalid-fields';
import { PASSWORD_FAULT_TEXTS } from '../../apps/api/src/http/password-fault-texts';
import { queryFaultKind } from '../../apps/api/src/http/query-fault-texts';
import { ROOT } from '../support/source-files';

const sections = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8').split(/^## /m).slice(1);

/** The codes of the tables below some headings. */
function documented(...headings: string[]): string[] {
  const wanted = sections.filter((section) => headings.some((heading) => section.startsWith(`${heading}\n`)));
  return wanted.flatMap((text) => [...text.matchAll(/^\| `(\w+)`/gm)].map(([, code = '']) => code)).sort();
}

describe('codes inside answers', () => {
  it.each([
    ['fields', ['Codes of fields'], [...Object.keys(FIELD_FAULT_TEXTS), 'unknown']],
    ['passwords', ['Codes of refused passwords'], Object.keys(PASSWORD_FAULT_TEXTS)],
    ['lists', ['Codes of warnings of a list'], ['name_unknown', 'search_rare']],
    ['jobs', ['Codes of changes of many listings'], [...bulkFailureCodes]],
    ['reasons of imports', ['Reasons of imports'], [...importReasonCodes]],
    ['imports', ['Codes of refused rows', 'Codes of remarks'], Object.keys(IMPORT_CODES)],
  ])('of %s stand in their own table, and no others', (_, headings, codes) => {
    expect(documented(...headings)).toEqual([...new Set(codes)].sort());
  });

  it('each have an explanation in both languages', () => {
    const all = sections.flatMap((text) =>
      [...text.matchAll(/^\| `([a-z_]+)`/gm)].map(([, code = '']) => code),
    );
    expect(all.length).toBeGreaterThan(80);
    expect(all.filter((code) => (queryFaultKind(code) ?? detailKind(code)) === null)).toEqual([]);
    const texts = DETAIL_CODES.flatMap((kind) => Object.values(kind.texts));
    expect(texts.filter(({ en, es }) => en.length < 8 || es.length < 8 || en === es)).toEqual([]);
  });

  it('of two places have both meanings', () => {
    expect(detailKind('price_too_high')?.detail.en).toBe(
      'The price is over 1,000,000. / The price would be over 1,000,000.',
    );
    expect(detailKind('toString')).toBeNull();
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app';
import type { LegacyBody } from '../support/listings';
import { ROOT } from '../support/source-files';

interface GoldenCase {
  readonly request: string;
  readonly status: number;
  readonly body: LegacyBody | { readonly detail: string };
}

/** The rows and the cases that the project made for itself. */
interface OwnGolden {
  /** Lines of a CSV file. */
  readonly csv: readonly string[];
  readonly cases: readonly GoldenCase[];
}

const OWN: OwnGolden = JSON.parse(readFileSync(join(__dirname, 'legacy-own-golden.json'), 'utf8'));
const SHARED = join(ROOT, '../shared');
const SCRAPED = ['reverb', 'hispasonic', 'soundmarket'].map((name) =>
  join(SHARED, `data/scraped/${name}.csv`),
);
const GOLDEN = join(SHARED, 'contract/legacy-golden.json');
const missing = [...SCRAPED, GOLDEN].filter((file) => !existsSync(file));

/** A day on which nothing in the files has run out. */
const TODAY = '2026-11-20T12:00:00Z';

let api: TestApp;

/** An address with its parameters in one order, since theirs is free. */
function inOneOrder(address: string | null): string | null {
  if (address === null) return null;
  const url = new URL(address);
  url.searchParams.sort();
  return url.href;
}

/** The body as the contract compares it: ids may be any, links may name their parameters in any order. */
function comparable(body: GoldenCase['body']): unknown {
  if ('detail' in body) return body;
  const results = body.results.map((listing) => ({ ...listing, id: 'free' }));
  return { ...body, next: inOneOrder(body.next), previous: inOneOrder(body.previous), results };
}

/** Asks, and expects the answer of the old backend down to the order of the keys. */
async function expectSameAnswer({ request, status, body }: GoldenCase): Promise<void> {
  const response = await api.get(request);
  expect(response.headers['content-type']).toMatch(/^application\/json/);
  const answer = response.json<GoldenCase['body']>();
  expect({ status: response.statusCode, body: comparable(answer) }).toEqual({
    status,
    body: comparable(body),
  });
  expect(Object.keys(answer)).toEqual(Object.keys(body));
  if ('detail' in answer || 'detail' in body) return;
  for (const [index, listing] of body.results.entries()) {
    expect(Object.keys(answer.results[index] ?? {})).toEqual(Object.keys(listing));
  }
  const ids = answer.results.map(({ id }) => id);
  expect(ids.every((id) => Number.isInteger(id))).toBe(true);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
}

/** Starts the API on that day with nothing in it. */
async function start(): Promise<void> {
  api = await startApp();
  api.setNow(TODAY);
}

describe('the answers of the old backend to our own rows', () => {
  beforeAll(start);
  afterAll(() => api.close());

  it('need all of them brought in', async () => {
    const report = await api.importCsv(OWN.csv.join('\n'));
    expect(report).toMatchObject({ state: 'succeeded', created: OWN.csv.length - 1, rejected: 0 });
  });

  it.each(OWN.cases)('are the same: $request', expectSameAnswer);
});

if (missing.length > 0) {
  describe('the answers of the old backend to the scraped files', () => {
    beforeAll(start);
    afterAll(() => api.close());

    it(`golden data is not here: ${missing.join(', ')}; so our own cases once more`, async () => {
      await api.importCsv(OWN.csv.join('\n'));
      for (const one of OWN.cases) await expectSameAnswer(one);
    });
  });
} else {
  const golden: readonly GoldenCase[] = JSON.parse(readFileSync(GOLDEN, 'utf8'));

  describe('the answers of the old backend to the scraped files', () => {
    beforeAll(start);
    afterAll(() => api.close());

    it('need all 6,110 of their rows brought in, for 60 cases', async () => {
      let created = 0;
      for (const file of SCRAPED) created += (await api.importCsv(readFileSync(file))).created;
      expect(created).toBe(6110);
      expect(golden).toHaveLength(60);
    });

    it.each(golden.map((one, index) => ({ ...one, number: index + 1 })))(
      'are the same: $number $request',
      expectSameAnswer,
    );
  });
}

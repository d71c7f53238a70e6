import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';
import { listInstruments } from '../support/instrument-list';
import { ROOT } from '../support/source-files';

const SCRAPED = join(ROOT, '../shared/data/scraped');
const judgements = z.array(z.tuple([z.string(), z.string()]));

let api: TestApp;

beforeEach(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
});

afterEach(() => api.close());

/** For each search of a file one over the place of the first right listing, 0 when none of ten is. */
async function judge(file: string): Promise<Map<string, number>> {
  const scores = new Map<string, number>();
  for (const [text, right] of judgements.parse(
    JSON.parse(readFileSync(join(ROOT, 'test/corpus/search', file), 'utf8')),
  )) {
    const { data } = await listInstruments(api, `q=${encodeURIComponent(text)}&per_page=10`);
    const place = data.findIndex(({ name }) => new RegExp(right, 'i').test(name));
    scores.set(text, place < 0 ? 0 : 1 / (place + 1));
  }
  return scores;
}

function expectGood(scores: ReadonlyMap<string, number>): void {
  const values = [...scores.values()];
  const mean = values.reduce((sum, score) => sum + score, 0) / values.length;
  const worst = Object.fromEntries([...scores].filter(([, score]) => score < 1));
  expect(values.length).toBeGreaterThanOrEqual(30);
  expect({ worst, good: mean >= 0.9 }).toEqual({ worst, good: true });
}

it('what people search for among the fixtures stands first', async () => {
  await api.app.get(SeedService).loadFixtures();
  expectGood(await judge('fixtures.json'));
});

(existsSync(SCRAPED) ? it : it.skip)('so it does among the listings of real sites', async () => {
  for (const source of ['reverb', 'hispasonic', 'soundmarket']) {
    await api.importCsv(readFileSync(join(SCRAPED, `${source}.csv`)), { source });
  }
  expectGood(await judge('scraped.json'));
});

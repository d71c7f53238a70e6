import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { ExportsService, InstrumentSearchService } from '@app/instruments';
import { ExportStreamsService } from '../../apps/api/src/instruments/export-streams.service';
import { startApp, type TestApp } from '../support/app';
import { until } from '../support/uploads';

const PATH = '/api/v1/instruments/export?format=ndjson';
const ROWS = 10_000;
/** Long enough for a machine that has other things to do too. */
const PATIENCE = 3_000;

let api: TestApp;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  // 20 MB: far more than the buffers on the way to a reader hold
  await api.database.query(`
    INSERT INTO instrument (link_key, name, price, currency, link, image, category_label, category_id, source_id)
    SELECT gen_random_uuid(), 'Ocarina', n, 'EUR', 'https://example.org/' || repeat('x', 900) || n,
           'https://example.org/' || repeat('y', 900), 'vientos',
           (SELECT id FROM category WHERE slug = 'vientos'), (SELECT id FROM source WHERE slug = 'reverb')
      FROM generate_series(1, ${ROWS}) AS n`);
  api.app.get(ExportStreamsService).patience = PATIENCE;
  await api.app.listen(0, '127.0.0.1');
});
afterAll(() => api.close());

async function open(query = ''): Promise<IncomingMessage> {
  const request = get(`${await api.app.getUrl()}${PATH}${query}`, { agent: false });
  const [response] = z.tuple([z.custom<IncomingMessage>()]).parse(await once(request, 'response'));
  return response.pause();
}

/** Transactions of exports. */
async function reading(): Promise<number> {
  const { rows } = await api.database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
  );
  return rows[0]?.n ?? 0;
}

it('a reader that takes nothing is hung up on, and others are served in his place', async () => {
  const opened = await Promise.all([open(), open(), open()]);
  const stuck = opened.filter(({ statusCode }) => statusCode === 200);
  expect(opened.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 503]);
  const began = Date.now();
  await until(async () => (await reading()) === 0);
  expect(Date.now() - began).toBeLessThan(5 * PATIENCE);
  const next = await open('&price_max=5');
  expect([next.statusCode, (await text(next)).trim().split('\n').length]).toEqual([200, 5]);
  // what is left in the buffers comes, and then the line breaks off
  for (const response of stuck) await expect(text(response)).rejects.toThrow('aborted');
});

it('a slow one who goes on reading is left alone', async () => {
  const response = await open();
  let lines = 0;
  const began = Date.now();
  for await (const piece of response) {
    lines += z
      .instanceof(Buffer)
      .parse(piece)
      .filter((byte) => byte === 10).length;
    await setTimeout(8);
  }
  expect(lines).toBe(ROWS);
  expect(Date.now() - began).toBeGreaterThan(PATIENCE);
});

it('the database waits for a reader as long as he may take', async () => {
  const prepared = await api.app.get(InstrumentSearchService).prepare('', 'export');
  const row = z.object({ value: z.string() });
  const settings: string[] = [];
  await api.app.get(ExportsService).read(prepared, 1, {
    begin: () => undefined,
    take: async () => {
      const sql = `SELECT current_setting('idle_in_transaction_session_timeout') AS value`;
      settings.push(...(await api.app.get(Transactions).query(row, sql)).map(({ value }) => value));
    },
  });
  expect(settings).toEqual(['0']);
});

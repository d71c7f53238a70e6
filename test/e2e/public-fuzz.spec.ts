import { Agent, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import fc from 'fast-check';
import { QUERY_FAULT_CODES } from '../../libs/instruments/src/search/query-fault';
import { problemCatalogue } from '../../apps/api/src/http/problem-catalogue';
import { dropDatabase, freshDatabase } from '../support/database';
import { Documented } from '../support/documented';
import { targets } from '../support/hostile-queries';
import { sendRaw } from '../support/raw-http';
import { ServerProcess } from '../support/server';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
/** The statement time-out of a public query, in milliseconds. */
const LONGEST = 5_000;

interface Answer {
  /** 0: there was none. */
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

const documented = new Documented();
const codes = new Set<string>(QUERY_FAULT_CODES);
const problems: Readonly<Record<string, { readonly status: number } | undefined>> = problemCatalogue;
const agent = new Agent({ keepAlive: true });
const seen = new Map<number, number>();

let databaseUrl: string;
let server: ServerProcess;
let origin: URL;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  server = await ServerProcess.start({ DATABASE_URL: databaseUrl, SEED: 'on', LOG_LEVEL: 'error' });
  origin = new URL(await server.url());
});
afterAll(async () => {
  agent.destroy();
  await server.end();
  await dropDatabase(databaseUrl);
});

/** Asks with the very bytes. */
async function ask(target: string): Promise<Answer> {
  // what no HTTP client sends, and what is refused while it is still being sent
  if (/[^\x21-\xff]/.test(target) || target.length > 8_000) {
    const head = `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const { status, headers, body } = await sendRaw(Number(origin.port), head);
    return { status: status || 0, type: headers.get('content-type'), body };
  }
  return new Promise((resolve) => {
    const none = { status: 0, type: undefined, body: '' };
    const options = { host: origin.hostname, port: origin.port, path: target, agent, timeout: 2 * LONGEST };
    const asked = request(options, (response) => {
      const { statusCode = 0, headers } = response;
      textOf(response).then(
        (body) => resolve({ status: statusCode, type: headers['content-type'], body }),
        () => resolve(none),
      );
    });
    asked.on('error', () => resolve(none)).on('timeout', () => asked.destroy());
    asked.end();
  });
}

/** What is wrong with an answer; `null`: nothing. */
function faultOf(target: string, { status, type, body }: Answer): string | null {
  if (status === 0) return 'there is no answer, or not all of it';
  if (status >= 500) return `${status} ${body}`;
  const url = target.replace(/[^\x21-\x7e]/g, 'x');
  if (status < 300) return documented.faultOf({ method: 'GET', url, status, contentType: type, body });
  if (body.includes('node_modules')) return `the answer shows a stack: ${body}`;
  const parsed: { code?: string; status?: number; errors?: { code: string }[]; detail?: string } =
    JSON.parse(body);
  if (type === 'application/json; charset=utf-8' && /^\/(list|search)Instrument/.test(target)) {
    return [400, 404].includes(status) && typeof parsed.detail === 'string'
      ? null
      : `an old door says ${status} ${body}`;
  }
  if (type !== 'application/problem+json; charset=utf-8')
    return `${status} of the type ${type ?? 'none'}: ${body}`;
  if (problems[parsed.code ?? '']?.status !== status || parsed.status !== status)
    return `${status} with the code ${parsed.code ?? 'none'}`;
  const strange = (parsed.errors ?? []).filter(({ code }) => !codes.has(code));
  return strange.length === 0 ? null : `unknown codes: ${JSON.stringify(strange)}`;
}

it(
  `no query breaks the public doors (FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS})`,
  async () => {
    const before = (await ask('/api/v1/instruments?per_page=100&facets=category,price')).body;
    const walks = await Promise.all(
      [
        'limit=5',
        'limit=3&sort=price',
        'limit=2&q=fender',
        'limit=4&sort=-price_drop',
        'limit=7&sort=-first_seen&status=active,expired',
      ].map(async (query) => {
        const { page }: { page: { next_cursor: string } } = JSON.parse(
          (await ask(`/api/v1/instruments?${query}`)).body,
        );
        return { query, cursor: page.next_cursor };
      }),
    );
    const property = fc.asyncProperty(targets(walks), async (target) => {
      const begun = performance.now();
      const answer = await ask(target);
      const ms = Math.round(performance.now() - begun);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      const fault = faultOf(target, answer) ?? (ms > LONGEST ? `it took ${ms} ms` : null);
      if (fault !== null)
        throw new Error(`GET ${JSON.stringify(target.slice(0, 300))}: ${fault.slice(0, 500)}`);
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });

    // the server lives, and answers what it answered before
    expect((await ask('/api/v1/instruments?per_page=100&facets=category,price')).body).toBe(before);
    expect((await ask('/health/ready')).status).toBe(200);
    expect(server.stderr).toBe('');
    // both what is right and what is wrong was asked for
    if (RUNS >= 1_000) {
      expect(Number(seen.get(200)) / RUNS).toBeGreaterThan(0.25);
      expect(Number(seen.get(400)) / RUNS).toBeGreaterThan(0.25);
    }
  },
  60_000 + 50 * RUNS,
);

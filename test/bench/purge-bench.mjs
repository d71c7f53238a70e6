// The benchmark of the purge: the real command line deletes a million tokens, while people refresh theirs.
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '../../scripts/lib/project.mjs';
import { expectedRows, fillTokenDatabase, tokenDatabase } from './auth-rows.mjs';
import { refreshRequests, signerFor } from './auth-tokens.mjs';
import { pace } from './client.mjs';
import {
  commandSettings,
  copyDatabase,
  dropDatabase,
  newDatabase,
  serverSettings,
  withClient,
} from './database.mjs';
import { runCli, startServer } from './processes.mjs';

/** What can be chosen by name. */
export const PURGE = 'auth purge';

const COPY = 'bench_auth_purge';
const SMALL = 'bench_auth_small';
/** Thousands of expired tokens of the small purge, whose memory the great one is compared with. */
const FEW = 10;
const PER_SECOND = 50;
/** A purge may take as long as this, in seconds, before refreshes run out. */
const LONGEST = 200;
const WARM_UP = 2;
const LOOK_EVERY = 5;
/** What a purge of a million has to be: seconds, peak memory by that of a small one, milliseconds, p99 by that before. */
const MOST = { seconds: 10, memory: 1.25, statement: 100, p99: 2 };

/**
 * Purges a small database and a great one; refreshes rotate all the while, and before for comparison.
 *
 * @param {number} thousands of expired tokens in the great one
 * @returns figures with what each may be at most, and what is wrong
 */
export async function benchPurge(server, thousands, options, say) {
  const original = await tokenDatabase(server, thousands, options.fresh, say);
  const few = Math.min(FEW, thousands);
  const closing = [];
  try {
    closing.push(() => dropDatabase(server, SMALL));
    await newDatabase(server, SMALL);
    await fillTokenDatabase(server.url(SMALL), few);
    const small = await purge(server.url(SMALL));
    closing.push(() => dropDatabase(server, COPY));
    await copyDatabase(server, original, COPY);
    const url = server.url(COPY);
    const settings = serverSettings(url);
    const { url: api, stop } = await startServer(inProject('dist/apps/api/src/main.js'), settings);
    closing.push(stop);
    return await withClient(url, async (side) => {
      const measured = await measure(url, api, side, signerFor(settings), options.seconds * 4);
      const { great, before, during } = measured;
      const faults = [
        ...wrongRows(`${SMALL}: `, small, expectedRows(few)),
        ...wrongRows('', great, expectedRows(thousands)),
        ...(await leftRows(side, expectedRows(thousands))),
        ...failures('before', before),
        ...failures('during', during),
      ].map((fault) => `${PURGE}: ${fault}`);
      say(`${PURGE}: ${great.report.seconds} s`);
      return { results: [{ small, ...measured, most: MOST, ...expectedRows(thousands) }], faults };
    });
  } finally {
    while (closing.length > 0) await closing.pop()();
  }
}

/** Purges while refreshes go on as they did for some seconds before. */
async function measure(url, api, side, signer, baseline) {
  const count = PER_SECOND * (WARM_UP + baseline + LONGEST);
  const requests = (await refreshRequests(side, signer, count, '2 minutes')).values();
  const refreshing = (until) => pace({ url: api, requests, perSecond: PER_SECOND, until });
  // from the start, so that what looking costs falls on both
  const watch = watchStatements(side);
  try {
    await refreshing(sleep(WARM_UP * 1000));
    const before = await refreshing(sleep(baseline * 1000));
    watch.forget();
    const purging = purge(url);
    const during = await refreshing(purging);
    const great = await purging;
    return { great, before: before.summary(), during: during.summary(), longest: watch.longest };
  } finally {
    await watch.stop();
  }
}

const failures = (when, figures) =>
  Object.entries(figures.failures).map(([what, times]) => `refresh ${when} it: ${times} times ${what}`);

async function purge(url) {
  const { output, seconds, peakMiB } = await runCli(['purge-expired', '--json'], commandSettings(url));
  return { report: JSON.parse(output), wall: seconds, peakMiB };
}

function wrongRows(where, { report }, expected) {
  const right = { state: 'done', tokens: expected.expiredTokens, sessions: expected.endedSessions };
  return Object.entries(right)
    .filter(([what, value]) => report[what] !== value)
    .map(([what, value]) => `${where}${what} ${report[what]} instead of ${value}`);
}

/** What has to be there afterwards, and what has not. */
async function leftRows(side, expected) {
  const { rows } = await side.query(
    `SELECT (SELECT count(*)::int FROM outstanding_token WHERE kid = 'gone') AS "expired tokens",
            (SELECT count(*)::int FROM outstanding_token WHERE kid = 'kept') AS "other tokens",
            (SELECT count(*)::int FROM auth_session WHERE user_agent = 'gone') AS "ended sessions",
            (SELECT count(*)::int FROM auth_session WHERE user_agent = 'kept') AS "other sessions"`,
  );
  const right = {
    'expired tokens': 0,
    'other tokens': expected.tokens - expected.expiredTokens,
    'ended sessions': 0,
    'other sessions': expected.sessions - expected.endedSessions,
  };
  return Object.entries(right)
    .filter(([what, value]) => rows[0][what] !== value)
    .map(([what, value]) => `${rows[0][what]} ${what} are left instead of ${value}`);
}

/** Looks every few milliseconds how long the statement of the command line that runs at that moment has been running. */
function watchStatements(side) {
  let longest = 0;
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const { rows } = await side.query({
        name: 'longest_statement',
        text: `SELECT extract(epoch FROM max(clock_timestamp() - query_start))::float8 * 1000 AS ms
                 FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'buscainstrumentos cli'
                  AND state = 'active'`,
      });
      longest = Math.max(longest, rows[0].ms ?? 0);
      await sleep(LOOK_EVERY);
    }
  })();
  return {
    /** Milliseconds, since the start or since it was told to forget. */
    get longest() {
      return longest;
    },
    forget: () => (longest = 0),
    stop: async () => {
      stopped = true;
      await watching;
    },
  };
}

// What the panel is asked for: people, tokens, entries and listings that are there, the same ones every time.
import { pickPublicTerms } from './public-terms.mjs';

/** @param {import('pg').Client} client */
export async function pickAdminValues(client, rows) {
  const first = async (sql) => (await client.query(sql)).rows[0] ?? {};
  const all = async (sql) => (await client.query(sql)).rows;
  const session = await first(
    `SELECT session.id, host(ip) AS ip, email FROM auth_session AS session JOIN app_user ON app_user.id = user_id
      WHERE user_agent <> 'bench' ORDER BY session.created_at LIMIT 1`,
  );
  const { id: sessionId, ip, email } = session;
  const { jti } = await first(
    `SELECT jti FROM outstanding_token WHERE session_id = '${sessionId}' ORDER BY gen LIMIT 1`,
  );
  const { jti: listedJti } = await first(
    `SELECT jti FROM blacklisted_token JOIN outstanding_token ON id = token_id ORDER BY token_id LIMIT 1`,
  );
  const entry = await first(
    `SELECT object_id AS object, request_id AS request FROM audit_entry WHERE object_type = 'instrument' ORDER BY id LIMIT 1`,
  );
  const names = (kind) =>
    all(
      `SELECT folded FROM search_name JOIN search_term ON term = '#${kind[0]}' || id
        WHERE kind = '${kind}' AND listings > 0 ORDER BY listings DESC LIMIT 2`,
    );
  const slugs = await all(
    `SELECT slug FROM category JOIN search_term ON term = '#c' || category.id WHERE listings > 0 ORDER BY listings DESC`,
  );
  const { id: runId } = await first('SELECT id FROM import_run ORDER BY rejected DESC, id DESC LIMIT 1');
  const job = await first('SELECT max(id) AS id FROM bulk_job');
  const { id: failure } = await first(
    `SELECT instrument_id AS id FROM bulk_job_failure WHERE bulk_job_id = ${job.id} ORDER BY 1 DESC OFFSET 200 LIMIT 1`,
  );
  const { id: listingId } = await first(
    'SELECT instrument_id AS id FROM price_change ORDER BY changed_at DESC LIMIT 1',
  );
  const removed = await first(`SELECT name FROM instrument WHERE status = 'removed' ORDER BY id LIMIT 1`);
  return {
    ...{ email, sessionId, jti, listedJti, entry, runId, jobId: job.id, listingId },
    address: ip,
    subnet: encodeURIComponent(`${ip}/28`),
    name: removed.name.split(' ').slice(0, 2).join(' '),
    lastFailure: failure === undefined ? '' : cursorBehind(failure),
    slugs: slugs.map(({ slug }) => slug),
    brands: (await names('brand')).map(({ folded }) => folded),
    places: (await names('location')).map(({ folded }) => folded),
    terms: await pickPublicTerms(client, rows),
    day: (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  };
}

/** Where a walk through the failures of a job goes on. */
const cursorBehind = (id) => Buffer.from(JSON.stringify(['id', false, id, id])).toString('base64url');

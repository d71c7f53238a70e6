// Reference "bare": the least that can send page 1, the same rows in the same envelope, but without a count.
import { fieldsOf, serveReference } from './reference-server.mjs';

const PAGE = fieldsOf(`
  SELECT * FROM instrument
   WHERE status IN ('active', 'stale') AND (expires_on IS NULL OR expires_on >= $1)
   ORDER BY id LIMIT 50`);

serveReference(async (pool) => {
  const { rows } = await pool.query(PAGE, [process.env.TODAY]);
  return { next: null, previous: null, current_page: 1, results: rows };
});

// What both references share: a bare node:http server on a pool of pg, without a framework, a log or a check.
import { createServer } from 'node:http';
import pg from 'pg';

// dates as the database writes them, as in the product
pg.types.setTypeParser(1082, (text) => text);

/** As many connections as the product has. */
const POOL = Number(process.env.DATABASE_POOL_SIZE);

/** The ten fields of the old model, from a choice of rows called `chosen`. */
export const fieldsOf = (chosen) => `
  SELECT chosen.id, chosen.name, chosen.price, chosen.link, chosen.image, chosen.location,
         chosen.category_label AS category, chosen.expires_on AS expiration, chosen.published_on AS publish,
         source.slug AS website
    FROM (${chosen}) AS chosen JOIN source ON source.id = chosen.source_id
   ORDER BY chosen.id`;

/**
 * Serves, and says where.
 *
 * @param {(pool: pg.Pool, parameters: URLSearchParams) => Promise<object>} answer makes the body of a request
 */
export function serveReference(answer) {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: POOL });
  const server = createServer((request, response) => {
    answer(pool, new URL(request.url, 'http://localhost').searchParams).then(
      (body) => {
        const text = JSON.stringify(body);
        response.writeHead(200, {
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': Buffer.byteLength(text),
        });
        response.end(text);
      },
      (error) => {
        console.error(error.message);
        response.writeHead(500).end();
      },
    );
  });
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
  process.on('SIGTERM', () => process.exit(0));
}

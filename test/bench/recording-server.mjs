// The built product with an ear at its database driver: `GET <path>` here asks the product for that path, and answers
// with the statements that the product sent for it.
import { createServer } from 'node:http';
import { createServer as openPort } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { product } from './product.mjs';

const PATIENCE = 60_000;
const heard = [];

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function listen(statement, values, ...rest) {
  const text = typeof statement === 'string' ? statement : statement?.text;
  const given = typeof statement === 'string' ? values : statement?.values;
  if (typeof text === 'string') heard.push({ text, values: Array.isArray(given) ? given : [] });
  return query.call(this, statement, values, ...rest);
};

const port = await freePort();
process.env.PORT = String(port);
const behind = `http://127.0.0.1:${port}`;

const server = createServer((request, response) => {
  record(request.url).then(
    (statements) => response.end(JSON.stringify(statements)),
    (error) => {
      console.error(error.message);
      response.writeHead(500).end();
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  // the first address that is told is the one that is asked
  console.log(`http://127.0.0.1:${server.address().port}`);
  product('apps/api/src/main');
});

/** What one request leaves behind for the next: the sets that queries choose from, and portions of limits. */
const BEFORE = ['?limit=1&count=none', '/suggest?q=zzzz'];

async function record(path) {
  for (const query of BEFORE) await (await answered(`${behind}/api/v1/instruments${query}`)).arrayBuffer();
  heard.length = 0;
  const answer = await answered(behind + path);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path}: status ${answer.status}`);
  return heard.splice(0);
}

async function answered(url) {
  for (const until = performance.now() + PATIENCE; ;) {
    try {
      return await fetch(url);
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(100);
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = openPort().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address();
      probe.close(() => resolve(found));
    });
  });
}

// Asks an address over TLS as fast as is wanted until its standard input ends, and prints what came of it as JSON.
//   node load.mjs ORIGIN SERVER_NAME AUTHORIZATION PER_SECOND AT_MOST
// Reads that no cache may answer, and every tenth time a change that nobody may send twice.
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

const [origin, servername, authorization, perSecond, atMost] = process.argv.slice(2);
const AT_ONCE = 24;
const agent = new https.Agent({
  keepAlive: true,
  maxSockets: AT_ONCE,
  rejectUnauthorized: false,
  servername,
});
const statuses = {};
const times = [];
let sent = 0;
let ended = false;
process.stdin.on('end', () => (ended = true)).resume();

function ask(nth) {
  const change = nth % 10 === 0;
  const body = change ? JSON.stringify({ token: authorization.split(' ')[1] }) : undefined;
  const options = {
    agent,
    method: change ? 'POST' : 'GET',
    headers: { authorization, host: servername, ...(change && { 'content-type': 'application/json' }) },
  };
  const started = performance.now();
  return new Promise((resolve) => {
    const done = (outcome) => {
      statuses[outcome] = (statuses[outcome] ?? 0) + 1;
      times.push(performance.now() - started);
      resolve();
    };
    const path = change ? '/api/v1/auth/token/verify' : '/api/v1/me';
    const request = https.request(`${origin}${path}`, options, (response) => {
      response.on('error', ({ code }) => done(code)).on('end', () => done(response.statusCode));
      response.resume();
    });
    request.on('error', ({ code, message }) => done(code ?? message)).end(body);
  });
}

const started = performance.now();
const running = new Set();
while (!ended && sent < Number(atMost)) {
  const due = ((performance.now() - started) / 1000) * Number(perSecond);
  // on a busy machine it is as many as are answered, not a queue
  while (sent < due && running.size < AT_ONCE && sent < Number(atMost)) {
    const one = ask(++sent).finally(() => running.delete(one));
    running.add(one);
  }
  await sleep(5);
}
await Promise.all(running);
const seconds = (performance.now() - started) / 1000;
times.sort((a, b) => a - b);
const at = (part) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))]);
console.log(
  JSON.stringify({
    sent,
    perSecond: Math.round(sent / seconds),
    statuses,
    median: at(0.5),
    p99: at(0.99),
    slowest: at(1),
  }),
);

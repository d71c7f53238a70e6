// npm run openapi            writes docs/openapi.json, the description of the API
// npm run openapi -- --check only says whether the committed one is that of the sources; exit code 1 if it is not
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { prepare } from './lib/launch.mjs';
import { giveUp, inProject, say } from './lib/project.mjs';

await prepare();
const { describeApi } = await import('./openapi/document.mjs');

const file = inProject('docs/openapi.json');
const text = `${JSON.stringify(await describeApi(), null, 1)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
  say('docs/openapi.json is written.');
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  giveUp('docs/openapi.json is not what the sources say: run npm run openapi and commit it.');
}

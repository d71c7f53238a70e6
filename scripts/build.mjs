// npm run build: dist from nothing, types checked. Exit code 1 if either fails.
import { rmSync } from 'node:fs';
import { checkTypes, compile, fingerprint } from './lib/compile.mjs';
import { prepare } from './lib/launch.mjs';
import { ensurePanelBuilt } from './lib/panel.mjs';
import { giveUp, inProject } from './lib/project.mjs';

await prepare();
rmSync(inProject('dist'), { recursive: true, force: true });
if (!(await compile(fingerprint()))) giveUp('The sources do not compile: see above.');
if (!(await checkTypes())) giveUp('The types are not right: see above.');
if (!(await ensurePanelBuilt())) giveUp('The admin panel cannot be built: see above.');

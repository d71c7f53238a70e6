// npm run cli -- <command> …: silent unless something had to be installed or compiled first.
import { launch } from './lib/launch.mjs';

await launch('cli');

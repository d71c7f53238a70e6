// npm start: the API with the admin panel, from a fresh clone if need be. It brings its own PostgreSQL unless DATABASE_URL
// is set.
import { launch, prepare } from './lib/launch.mjs';
import { say } from './lib/project.mjs';

await prepare();
const { ensurePanelBuilt } = await import('./lib/panel.mjs');
const isBuilt = await ensurePanelBuilt().catch((error) => say(error.message));
// what programs and visitors ask for is there without it
if (!isBuilt) say('The admin panel could not be built: /admin answers 404.');
await launch('api');

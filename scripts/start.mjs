// npm start: the API, from a fresh clone if need be. It brings its own PostgreSQL unless DATABASE_URL is set.
import { launch } from './lib/launch.mjs';

await launch('api');

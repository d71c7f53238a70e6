// The built product, for those parts of the benchmark that need its code: the embedded server, the calendar, made-up rows.
import { createRequire } from 'node:module';
import { inProject } from '../../scripts/lib/project.mjs';

const require = createRequire(import.meta.url);

/** A module of dist. @param {string} name such as `libs/kernel/src/calendar` */
export const product = (name) => require(inProject('dist', `${name}.js`));

/** Today where the product lives: it decides which listings are over. */
export const today = () => product('libs/kernel/src/calendar').dateIn('Europe/Madrid', new Date());

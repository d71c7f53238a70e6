// What npm test asks of the packages that others wrote: their licences, and a lock file for every platform.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENCES = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'Unlicense', 'Python-2.0', 'Zlib'],
]);

/** Packages whose package.json is silent or vague, with the licence that their readme prints in full. */
const PRINTED = { 'node_modules/css-mediaquery': 'BSD-3-Clause', 'node_modules/pause': 'MIT' };

function lockedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).filter(([path]) => path !== '');
}

/** The licence as one text; old packages say it as an object, or as a list of which one may choose. */
function licenceOf(manifest) {
  const stated = manifest.license ?? manifest.licenses;
  const all = (Array.isArray(stated) ? stated : [stated]).map((one) => one?.type ?? one);
  return all.filter((one) => typeof one === 'string').join(' OR ') || 'no licence';
}

/** Whether we may use what is under this SPDX expression: one side of OR is enough, AND wants both. */
function isAllowed(expression) {
  const simple = expression.replaceAll(/[()]/g, ' ');
  return simple
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => LICENCES.has(one.trim())));
}

/** The packages of production whose licence is not on the list, one line each. */
export function foreignLicences(root) {
  const faults = [];
  for (const [path, locked] of lockedPackages(root)) {
    if (locked.dev) continue;
    const file = join(root, path, 'package.json');
    // not installed: the binary of another platform, of which the lock file knows the licence
    const licence =
      PRINTED[path] ?? licenceOf(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : locked);
    if (!isAllowed(licence)) faults.push(`${path}: ${licence}`);
  }
  return faults;
}

/** Optional packages (binaries, mostly) that the lock file has lost: they would be missing on other platforms. */
export function lostPlatforms(root) {
  const locked = lockedPackages(root);
  const names = new Set(
    locked.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  );
  return locked.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map((name) => `${path} lacks ${name}`),
  );
}

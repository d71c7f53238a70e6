import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A source tree: path and text of its files. */
export type Tree = Readonly<Record<string, string>>;

/** Every library of the house, built or to come. */
export const LIBRARIES = [
  'kernel',
  'config',
  'database',
  'users',
  'auth',
  'instruments',
  'audit',
  'mail',
] as const;

/** The text of a file that matters only by being there. */
export const touch = 'export {};\n';
/** The text of a file that imports one module and re-exports it. */
export const use = (specifier: string): string => `export * from '${specifier}';\n`;
/** Every library with a public face, so that an alias leads somewhere. */
export const HOUSE: Tree = Object.fromEntries(LIBRARIES.map((lib) => [`libs/${lib}/src/index.ts`, touch]));
const PACKAGES = [
  ...['@nestjs/common', '@nestjs/core', '@nestjs/typeorm', '@nestjs/swagger', '@nestjs/platform-fastify'],
  ...['typeorm', 'pg', 'pg-copy-streams', 'class-validator', 'zod', 'csv-parse', 'fastify'],
];

/** What a tree needs to be read like ours: package.json, tsconfig.json, and its packages, empty. */
function surroundings(tree: Tree): Tree {
  const text = Object.values(tree).join('');
  const manifest = {
    dependencies: Object.fromEntries(PACKAGES.map((one) => [one, '*'])),
    devDependencies: { jest: '*' },
  };
  const paths = {
    ...Object.fromEntries(LIBRARIES.map((lib) => [`@app/${lib}`, [`./libs/${lib}/src/index.ts`]])),
    '@app/migrations': ['./migrations/index.ts'],
  };
  const tsconfig = { compilerOptions: { module: 'commonjs', moduleResolution: 'bundler', paths } };
  const used = [...PACKAGES, 'jest', 'stowaway'].filter((one) => text.includes(`'${one}'`));
  const stubs: Record<string, string> = {};
  for (const one of used) {
    stubs[`node_modules/${one}/package.json`] = JSON.stringify({
      name: one,
      version: '1.0.0',
      main: 'index.js',
    });
    stubs[`node_modules/${one}/index.js`] = '';
  }
  return {
    'package.json': JSON.stringify(manifest),
    'tsconfig.json': JSON.stringify(tsconfig),
    ...stubs,
  };
}

interface Findings {
  rules: string[];
  found: { rule: string; from: string; to: string }[][];
}

/** Writes the trees to the disk and lets dependency-cruiser walk through them. */
export function cruise(trees: readonly Tree[]): Findings {
  const root = mkdtempSync(join(tmpdir(), 'import-rules-'));
  try {
    const directories = trees.map((tree, number) => {
      const directory = join(root, String(number));
      for (const [path, text] of Object.entries({ ...surroundings(tree), ...tree })) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), text);
      }
      return directory;
    });
    const script = join(__dirname, 'cruise-trees.mjs');
    const output = execFileSync(process.execPath, [script, ...directories], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const findings: Findings = JSON.parse(output);
    return findings;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

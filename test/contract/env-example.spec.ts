import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configKeys, parseConfig } from '@app/config';
import { ROOT } from '../support/source-files';

const text = readFileSync(join(ROOT, 'prod.env.example'), 'utf8');
const entries = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(
  ([, key = '', value = '']) => [key, value] as const,
);

describe('prod.env.example', () => {
  it('names exactly the keys of the configuration, in its order', () => {
    expect(entries.map(([key]) => key)).toEqual(configKeys);
  });

  it('explains each key in a comment right above it', () => {
    const lines = text.split('\n');
    const bare = entries.filter(([key]) => {
      const at = lines.findIndex((line) => line.startsWith(`${key}=`));
      const above = lines
        .slice(0, at)
        .reverse()
        .find((line) => line === '' || line.startsWith('#'));
      return !above?.startsWith('#');
    });
    expect(bare).toEqual([]);
  });

  it('is a safe configuration of production but for the keys, which have to be made', () => {
    const variables = Object.fromEntries(entries);
    expect(() => parseConfig(variables, false)).toThrow(
      /:\n {2}- AUTH_KEYS is required in production[^\n]*$/,
    );
    const AUTH_KEYS = 'a:Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&';
    expect(parseConfig({ ...variables, AUTH_KEYS }, false)).toMatchObject({ production: true });
  });

  it('stands in the table of the README, key by key', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const documented = [...readme.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, key]) => key);
    expect(documented).toEqual(configKeys);
  });
});

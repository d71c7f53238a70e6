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

  it('is a safe configuration of production as it stands', () => {
    expect(parseConfig(Object.fromEntries(entries), false)).toMatchObject({ production: true });
  });

  it('stands in the table of the README, key by key', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const documented = [...readme.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, key]) => key);
    expect(documented).toEqual(configKeys);
  });
});

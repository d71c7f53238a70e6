import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/source-files';

const pages = ['docs', 'docs/operators'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`),
);

describe('docs/README.md', () => {
  const text = readFileSync(join(ROOT, 'docs/README.md'), 'utf8');

  it('leads to every page, once', () => {
    const linked = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => join('docs', target));
    const others = pages.filter((page) => page !== 'docs/README.md');
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter((page) => linked.filter((one) => one === page).length !== 1)).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/source-files';

const FOLDER = '.github/workflows';
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const workflows = readdirSync(join(ROOT, FOLDER)).map((name) => [name, read(`${FOLDER}/${name}`)] as const);
const ci = read(`${FOLDER}/ci.yml`);

/** What a pattern with one group finds in a text, once each. */
const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, part = '']) => part)),
];
/** The values of one line of the matrix. */
const matrix = (name: string): string[] =>
  found(ci.match(new RegExp(`^ +${name}: \\[(.*)\\]$`, 'm'))?.[1] ?? '', /'(\d+)'/g);

describe.each(workflows)('%s', (_name, text) => {
  it('names every action by its commit, and says which version that is', () => {
    const uses = found(text, /uses: (.*)$/gm).filter((used) => !used.startsWith('./'));
    expect(uses.filter((used) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))).toEqual([]);
  });

  it('lets no job do more than read by itself, nor run for ever', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
    const jobs = text
      .slice(text.indexOf('\njobs:\n'))
      .split(/^ {2}(?=[\w-]+:$)/m)
      .slice(1);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.filter((job) => !/^ {4}(timeout-minutes: \d+|uses: \.\/.*)$/m.test(job))).toEqual([]);
  });

  it('puts nothing into a command before the shell reads it', () => {
    const lines = text.split('\n').filter((line) => /^ +(- )?run: (?!\|)/.test(line));
    const blocks = [...text.matchAll(/^( +)run: \|\n((?:\1 +.*\n|\n)+)/gm)].map(([, , block = '']) => block);
    expect(lines.length + blocks.length).toBeGreaterThan(0);
    expect([...lines, ...blocks].filter((command) => command.includes('${{'))).toEqual([]);
  });
});

describe('the versions in ci.yml', () => {
  it('are those of Node that package.json allows and the image has', () => {
    const [oldest] = found(read('package.json'), /"node": ">=(\d+)\.[\d.]+"/g);
    const [ofImage = ''] = found(read('Dockerfile'), /NODE_IMAGE=node:(\d+)-/g);
    expect(matrix('node')[0]).toBe(oldest);
    expect(matrix('node')).toContain(ofImage);
    expect(matrix('node')).toContain(read('.nvmrc').trim());
  });

  it('begin with the oldest PostgreSQL of the documents, and reach beyond the one of compose.yml', () => {
    const [oldest = ''] = found(read('prod.env.example'), /PostgreSQL (\d+) or newer/g);
    const [ofCompose = ''] = found(read('compose.yml'), /image: postgres:(\d+)/g);
    expect(matrix('postgres')[0]).toBe(oldest);
    expect(Math.max(...matrix('postgres').map(Number))).toBeGreaterThanOrEqual(Number(ofCompose));
  });
});

describe('scripts/rollout', () => {
  it('waits longer than Nginx keeps an address, which is less than it leaves a failed process alone', () => {
    const upstream = read('nginx/snippets/upstream.conf');
    const [kept = ''] = found(upstream, /valid=(\d+)s/g);
    const [failed = ''] = found(upstream, /fail_timeout=(\d+)s/g);
    const [settled = ''] = found(read('scripts/rollout'), /^SETTLE_SECONDS=(\d+)$/gm);
    const [drain = ''] = found(read('prod.env.example'), /^DRAIN_SECONDS=(\d+)$/gm);
    expect(Number(settled)).toBeGreaterThan(Number(kept));
    expect(Number(failed)).toBeGreaterThan(Number(drain) + Number(kept));
  });
});

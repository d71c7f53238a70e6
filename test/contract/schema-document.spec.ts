import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cli } from '../support/cli';
import { ROOT } from '../support/source-files';

let cli: Cli;
beforeAll(async () => {
  await Cli.compile();
  cli = await Cli.open();
});
afterAll(() => cli.close());

describe('schema diagram', () => {
  it('is what docs/schema.md shows; if not: node scripts/cli.mjs schema diagram, between its fences', async () => {
    const document = readFileSync(join(ROOT, 'docs/schema.md'), 'utf8');
    const [, shown] = /^```mermaid\n([^]*?)^```$/m.exec(document) ?? [];
    expect(shown).toBe(await cli.ok('schema', 'diagram'));
  });

  it('has each table, and says which references may be empty and which are alone', async () => {
    const text = await cli.ok('schema', 'diagram');
    expect(text).not.toContain('migration');
    expect(text).toMatch(/^ {2}app_user \{\n {4}uuid id PK\n {4}text email\n/m);
    expect(text).toContain('    numeric(10_2) price "null"\n');
    expect(text).toContain('  source ||--o{ instrument : "source_id"\n');
    expect(text).toContain('  category_alias |o--o{ instrument : "category_alias_id"\n');
    expect(text).toContain('  account_link ||--o| registration : "link_id"\n');
  });

  it('is drawn as a picture too, without a program or a network', async () => {
    await cli.ok('schema', 'diagram', '--format', 'svg', '--output', 'schema.svg');
    const svg = cli.read('schema.svg') ?? '';
    expect(svg).toMatch(/^<\?xml[^]*<svg [^]*<\/svg>\n$/);
    for (const table of ['instrument', 'app_user', 'audit_entry']) expect(svg).toContain(`>${table}</text>`);
    expect(svg).toContain('>category_alias_id</text>');
  });

  it('says in one line that it cannot write there', async () => {
    const { code, stderr } = await cli.run('schema', 'diagram', '--output', 'no/such/folder/schema.mmd');
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^no\/such\/folder\/schema.mmd cannot be written: [^\n]*\n$/),
    ]);
  });
});

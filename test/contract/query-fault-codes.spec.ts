import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUERY_FAULT_CODES } from '../../libs/instruments/src/search/query-fault';
import { ROOT } from '../support/source-files';

it('each code of a faulty query is documented, and none that does not exist', () => {
  const [, section = ''] = /## Codes of query parameters([\s\S]*?)\n## /.exec(
    readFileSync(join(ROOT, 'docs/errors.md'), 'utf8'),
  ) ?? [''];
  const documented = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
  expect(documented).toEqual([...QUERY_FAULT_CODES].sort());
});

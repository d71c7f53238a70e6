import { fileForm } from './file-form';

describe('the form of a file to import', () => {
  it.each([
    ['a.csv', 'text/csv', null],
    ['A.CSV', 'text/csv', null],
    ['a.json', 'application/json', null],
    ['a.ndjson', 'application/x-ndjson', null],
    ['a.b.ndjson.gz', 'application/gzip', 'ndjson'],
    ['a.csv.gz', 'application/gzip', 'csv'],
    ['a.gz', 'application/gzip', 'csv'],
    ['a', 'text/csv', null],
  ])('of %s', (name, type, format) => {
    expect(fileForm(name)).toEqual({ type, format });
  });
});

import { importReasonCodes, readReason, writeReason } from './import-reason';

describe('why a run was held back', () => {
  it.each(importReasonCodes)('is read back from the text that the book keeps: %s', (code) => {
    const params = { rejected: 3, received: 40, percent: 20, accepted: 2, expected: 7.5, listed: 9 };
    const text = writeReason(code, params);
    expect(text).not.toMatch(/[{}]|undefined/);
    const read = readReason(text);
    expect(read?.code).toBe(code);
    expect(params).toMatchObject(read?.params ?? {});
    expect(writeReason(code, read?.params)).toBe(text);
  });

  it('has no code where the text is that of a fault', () => {
    expect(readReason('connection refused')).toBeNull();
    expect(readReason('The file has no rows. Really.')).toBeNull();
  });
});

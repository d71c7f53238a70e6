import { isReadable } from './body-shape';

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('a body', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'x'],
    ['some fields', { email: 'a@b', password: 'x' }],
    ['a thousand ids', { ids: Array.from({ length: 1_000 }, (_, n) => String(n)) }],
    ['a few levels', nested(8)],
  ])('may be %s', (_name, body) => {
    expect(isReadable(body)).toBe(true);
  });

  it.each([
    ['a list of thousands', Array.from({ length: 3_000 }, () => ({}))],
    ['thousands of fields', Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`_${n}`, 0]))],
    ['thousands of values in many lists', Array.from({ length: 60 }, () => new Array<number>(60).fill(1))],
    ['deep', nested(9)],
    ['bottomless', JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ])('may not be %s', (_name, body) => {
    expect(isReadable(body)).toBe(false);
  });
});

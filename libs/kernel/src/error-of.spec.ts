import { errorOf } from './error-of';

describe('what was thrown', () => {
  it('is the very error, or one that says it', () => {
    const error = new TypeError('gone');
    expect(errorOf(error)).toBe(error);
    expect(errorOf('gone')).toEqual(new Error('gone'));
    expect(errorOf(undefined)).toEqual(new Error('undefined'));
  });
});

import { unlessAborted } from './unless-aborted';

const never = new Promise<never>(() => undefined);

describe('work that is waited for unless it is aborted', () => {
  it('comes to what it comes to, with a signal and without', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(1), undefined)).toBe(1);
    expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1);
    await expect(unlessAborted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  });

  it('is not waited for any longer than until the signal, before or after its beginning', async () => {
    const ending = new AbortController();
    const waiting = unlessAborted(never, ending.signal);
    ending.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(unlessAborted(never, ending.signal)).rejects.toThrow('enough');
    await expect(unlessAborted(Promise.resolve(1), ending.signal)).rejects.toThrow('enough');
  });

  it('may fail afterwards, which nobody hears of', async () => {
    const ending = new AbortController();
    let fail: ((error: Error) => void) | undefined;
    const work = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    const waiting = unlessAborted(work, ending.signal);
    ending.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    fail?.(new Error('broken'));
    // a rejection that nobody handles would end the test
    await new Promise(setImmediate);
  });
});

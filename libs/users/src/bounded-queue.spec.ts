import { BoundedQueue } from './bounded-queue';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a bounded queue', () => {
  it('runs two, lets three wait in their order, and refuses the sixth at once', async () => {
    const queue = new BoundedQueue(2, 3, () => new Error('full'));
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const work = (id: number) =>
      queue.run(async () => {
        started.push(id);
        await new Promise<void>((end) => ends.push(end));
        return id;
      });
    const all = [1, 2, 3, 4, 5].map(work);
    await expect(work(6)).rejects.toThrow('full');
    expect(started).toEqual([1, 2]);
    for (const id of [1, 2, 3, 4, 5]) {
      ends.shift()?.();
      expect(await all[id - 1]).toBe(id);
      await turn();
      expect(started).toEqual([1, 2, 3, 4, 5].slice(0, Math.min(id + 2, 5)));
    }
  });

  it('goes on after work that failed', async () => {
    const queue = new BoundedQueue(1, 1, () => new Error('full'));
    const failing = queue.run(() => Promise.reject(new Error('broken')));
    const next = queue.run(() => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
    expect(await queue.run(() => Promise.resolve('again'))).toBe('again');
  });
});

import { SharedRead } from './shared-read';

/** Readings that end when they are told to, in their order. */
function readings() {
  const ends: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const read = new SharedRead(() => new Promise<number>((resolve, reject) => ends.push({ resolve, reject })));
  return { read, ends };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it('gives nobody what was read before he asked, and reads once for all who wait', async () => {
  const { read, ends } = readings();
  const first = read.get();
  const second = read.get();
  const third = read.get();
  expect(ends).toHaveLength(1);
  ends[0]?.resolve(1);
  expect(await first).toBe(1);
  await settle();
  expect(ends).toHaveLength(2);
  const fourth = read.get();
  ends[1]?.resolve(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
  await settle();
  ends[2]?.resolve(3);
  expect(await fourth).toBe(3);
});

it('reads anew when nobody waits, and after a failure', async () => {
  const { read, ends } = readings();
  const first = read.get();
  const second = read.get();
  ends[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await settle();
  ends[1]?.resolve(2);
  expect(await second).toBe(2);
  await settle();
  const third = read.get();
  ends[2]?.resolve(3);
  expect(await third).toBe(3);
});

it('serves who comes right after with what several have read together, and nobody with what one has', async () => {
  const ends: ((value: number) => void)[] = [];
  const read = new SharedRead(() => new Promise<number>((resolve) => ends.push(resolve)), 1_000);
  const alone = read.get();
  ends[0]?.(1);
  expect(await alone).toBe(1);
  await settle();
  const one = read.get();
  const crowd = [read.get(), read.get()];
  ends[1]?.(2);
  expect(await one).toBe(2);
  await settle();
  ends[2]?.(3);
  expect(await Promise.all(crowd)).toEqual([3, 3]);
  await settle();
  expect(await read.get()).toBe(3);
  expect(ends).toHaveLength(3);
  jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_000);
  void read.get();
  expect(ends).toHaveLength(4);
});

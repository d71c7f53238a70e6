import { ReplayLag } from './replay-lag';

const MOST = 10_000;

describe('the lag of a replica', () => {
  it('is nothing while all is replayed, however long ago the last write was', () => {
    const lag = new ReplayLag(MOST);
    lag.note(100n, 0);
    lag.note(100n, 50_000);
    expect(lag.of(100n, 60_000)).toBe(0);
  });

  it('is counted from the first write that is missing', () => {
    const lag = new ReplayLag(MOST);
    lag.note(100n, 0);
    lag.note(200n, 1_000);
    lag.note(300n, 2_000);
    expect([lag.of(300n, 5_000), lag.of(250n, 5_000), lag.of(150n, 5_000)]).toEqual([0, 3_000, 4_000]);
  });

  it('is at least the bound for a replica that is further behind than anybody remembers', () => {
    const lag = new ReplayLag(MOST);
    for (let second = 0; second < 1_000; second++) lag.note(BigInt(second), second * 1_000);
    expect(lag.of(0n, 1_000_000)).toBeGreaterThan(MOST);
  });

  it('does not grow while the primary cannot be asked: then nothing is written', () => {
    const lag = new ReplayLag(MOST);
    lag.note(100n, 0);
    expect(lag.of(100n, 3_600_000)).toBe(0);
  });
});

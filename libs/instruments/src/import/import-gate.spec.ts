import { gate } from './import-gate';

describe('gate', () => {
  it.each([
    [{ received: 100, rejected: 20 }, false, []],
    [{ received: 50, rejected: 0 }, true, []],
    [{ received: 50, rejected: 0 }, true, [100, 90, 100, 4, 101]],
    [{ received: 10, rejected: 0 }, false, [100, 100]],
    [{ received: 0, rejected: 0 }, false, []],
  ])('lets %j through (complete %s, usual %j)', (counts, complete, usual) => {
    expect(gate(counts, complete, usual)).toBeNull();
  });

  it.each([
    [{ received: 100, rejected: 21 }, false, [], /21 of 100/],
    [{ received: 49, rejected: 0 }, true, [100, 90, 100, 4, 101], /fewer than half of the usual 100/],
    [{ received: 70, rejected: 10 }, true, [200, 100], /60 rows were accepted.*usual 150/],
    [{ received: 0, rejected: 0 }, true, [], /no rows/],
  ])('stops %j (complete %s, usual %j)', (counts, complete, usual, reason) => {
    expect(gate(counts, complete, usual)).toMatch(reason);
  });
});

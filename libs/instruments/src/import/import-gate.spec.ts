import { gate } from './import-gate';

describe('gate', () => {
  it.each([
    [{ received: 100, rejected: 20 }, false, [], 0],
    [{ received: 50, rejected: 0 }, true, [], 100],
    [{ received: 1, rejected: 0 }, true, [], 0],
    [{ received: 1, rejected: 0 }, false, [], 100],
    [{ received: 50, rejected: 0 }, true, [100, 90, 100, 4, 101], 1_000],
    [{ received: 10, rejected: 0 }, false, [100, 100], 0],
    [{ received: 0, rejected: 0 }, false, [], 0],
  ])('lets %j through (complete %s, usual %j, listed %d)', (counts, complete, usual, listed) => {
    expect(gate(counts, complete, usual, listed)).toBeNull();
  });

  it.each([
    [{ received: 100, rejected: 21 }, false, [], 0, /21 of 100/],
    [{ received: 49, rejected: 0 }, true, [100, 90, 100, 4, 101], 0, /fewer than half of the usual 100/],
    [{ received: 70, rejected: 10 }, true, [200, 100], 0, /60 rows were accepted.*usual 150/],
    [{ received: 55, rejected: 6 }, true, [], 100, /49 rows were accepted.*half of the 100 listings/],
    [{ received: 0, rejected: 0 }, true, [], 0, /no rows/],
  ])('stops %j (complete %s, usual %j, listed %d)', (counts, complete, usual, listed, reason) => {
    expect(gate(counts, complete, usual, listed)).toMatch(reason);
  });
});

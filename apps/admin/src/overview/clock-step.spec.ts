import { clockStep } from './clock-step';

it.each([
  [-1, 'in_step'],
  [0, 'in_step'],
  [499, 'in_step'],
  [500, 'ahead'],
  [-500, 'behind'],
  [90_000, 'ahead'],
])('a clock that is %d ms ahead is %s', (skew, step) => {
  expect(clockStep(skew)).toBe(step);
});

/** How far two clocks are apart without anybody noticing, in milliseconds. */
const NOTICED = 500;

/** How a clock goes that is so many milliseconds ahead of another one. */
export function clockStep(skew: number): 'ahead' | 'behind' | 'in_step' {
  if (Math.abs(skew) < NOTICED) return 'in_step';
  return skew > 0 ? 'ahead' : 'behind';
}

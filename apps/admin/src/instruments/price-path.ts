/** Of the picture that a line is drawn in. */
const [WIDTH, HEIGHT, EDGE] = [100, 40, 2];

/**
 * Prices by time as a line in steps: one holds until the next.
 *
 * @param points time and price, the oldest first
 */
export function pricePath(points: readonly (readonly [number, number])[]): string {
  const times = points.map(([time]) => time);
  const prices = points.map(([, price]) => price);
  const [begin, end] = [Math.min(...times), Math.max(...times)];
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  const x = (time: number): number => (end === begin ? WIDTH : ((time - begin) / (end - begin)) * WIDTH);
  const y = (price: number): number =>
    most === least ? HEIGHT / 2 : HEIGHT - EDGE - ((price - least) / (most - least)) * (HEIGHT - 2 * EDGE);
  return points
    .map(([time, price], number) => {
      const [across, down] = [x(time).toFixed(2), y(price).toFixed(2)];
      return number === 0 ? `M${across} ${down}` : `H${across}V${down}`;
    })
    .join('');
}

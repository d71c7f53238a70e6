/** The only source of the present moment: tests hand in another one to stand on another day. */
export class Clock {
  now(): Date {
    return new Date();
  }
}

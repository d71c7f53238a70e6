import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The headless shell first: the same pages cost it half of the processor (measured: 49 s and 94 s for a file of tests). */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser of this machine; where it has none, the tests that need one say so. */
const executablePath = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place));

/** `describe` for tests in a real browser: skipped where there is none, unless a machine runs them. */
export const describeInBrowser =
  executablePath !== undefined || process.env['CI'] === 'true'
    ? describe
    : (name: string, body: () => void): void => {
        describe.skip(
          `${name} (skipped: apt-get install chromium-headless-shell, or set CHROMIUM to one)`,
          body,
        );
      };

/** Starts it; close it in `afterAll`. */
export function startBrowser(): Promise<Browser> {
  if (executablePath === undefined)
    throw new Error('there is no Chromium: apt-get install chromium-headless-shell');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

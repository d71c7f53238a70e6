import { TokenInvalidError } from '@app/auth';
import { TokenSigningService } from '../../libs/auth/src/tokens/token-signing.service';
import { type AuthProcess, startAuth, type TestAuth } from '../support/auth';

const HOUR = 3_600_000;

let app: TestAuth;
let other: AuthProcess;
beforeAll(async () => {
  app = await startAuth();
  other = await app.another();
});
afterAll(() => app.close());

/** Puts the clock of a process forward or back. */
const step = ({ clock }: AuthProcess, milliseconds: number): void => {
  clock.now = () => new Date(Date.now() + milliseconds);
};
afterEach(() => {
  for (const one of [app, other]) step(one, 0);
});
const counts = (one: AuthProcess, access: string): Promise<boolean> =>
  one.access.verify(access).then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(TokenInvalidError);
      return false;
    },
  );

describe('a process whose clock is an hour behind', () => {
  it('lets no access token live longer: the clock of the database has the last word', async () => {
    step(other, -HOUR);
    const user = await app.user();
    const { access, sessionId } = await app.open(user);
    expect(await counts(other, access)).toBe(true);
    // run out a minute ago, which this process believes to be nearly an hour ahead
    const createdAt = new Date(Date.now() - 11 * 60_000);
    const stale = other.context.get(TokenSigningService).signAccess({
      ...{ userId: user.id, sessionId, gen: 1, createdAt },
      expiresAt: new Date(createdAt.getTime() + 10 * 60_000),
    });
    expect(await counts(other, stale)).toBe(false);
  });

  it('refreshes as others do: generations and idle times are those of the database', async () => {
    step(other, -HOUR);
    const first = await app.open();
    await app.ageHead(first.sessionId);
    const second = await other.refresh(first.refresh);
    expect(await counts(app, second.access)).toBe(true);
    await app.ageHead(first.sessionId);
    const third = await app.refresh(second.refresh);
    expect((await app.session(first.sessionId))?.['current_gen']).toBe(3);
    expect(await counts(other, third.access)).toBe(true);
  });

  it('counts attempts in the windows of the database', async () => {
    const limit = { bucket: 'password_reset:account', key: 'clock@example.org', most: 2, seconds: 60 };
    await app.limits.hit(limit);
    step(other, -HOUR);
    await other.limits.hit(limit);
    step(other, HOUR);
    await expect(other.limits.hit(limit)).rejects.toMatchObject({ code: 'auth.throttled' });
  });
});

describe('a process whose clock is an hour ahead', () => {
  it('refuses access tokens, gives none that live longer, and ends no session', async () => {
    const tokens = await app.open();
    step(other, HOUR);
    expect(await counts(other, tokens.access)).toBe(false);
    await app.ageHead(tokens.sessionId);
    const next = await other.refresh(tokens.refresh);
    expect(await counts(app, next.access)).toBe(true);
    const [, payload = ''] = next.access.split('.');
    const { exp }: { exp: number } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    expect(exp).toBeLessThanOrEqual(Date.now() / 1_000 + 601);
    step(other, 0);
    expect(await counts(other, next.access)).toBe(true);
  });

  it('purges nothing before its time', async () => {
    const { sessionId } = await app.open();
    step(other, 365 * 24 * HOUR);
    await other.purges.purge();
    expect(await app.session(sessionId)).toBeDefined();
  });
});

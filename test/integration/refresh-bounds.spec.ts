import { TokenInvalidError, TokenReusedError } from '@app/auth';
import { startAuth, type TestAuth, THIEF } from '../support/auth';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
});
afterAll(() => app.close());

const sessionOf = (id: string): Promise<unknown[]> =>
  app.rows(
    `SELECT to_jsonb(auth_session) AS row FROM auth_session WHERE id = $1
     UNION ALL SELECT to_jsonb(outstanding_token) FROM outstanding_token WHERE session_id = $1`,
    [id],
  );
const isRevoked = async (id: string): Promise<boolean> => (await app.session(id))?.['revoked_at'] !== null;

describe('a refresh', () => {
  it('by the other way gets nothing, but reuse is seen whichever way the token comes', async () => {
    const { parent, head } = await app.openAndRotate();
    const before = await sessionOf(head.sessionId);
    for (const { refresh } of [parent, head]) {
      await expect(app.refreshes.refresh(refresh, THIEF, 'cookie')).rejects.toThrow(TokenInvalidError);
    }
    expect(await sessionOf(head.sessionId)).toEqual(before);
    await app.access.verify(head.access);
    await app.ageConsumed(head.sessionId);
    await expect(app.refreshes.refresh(parent.refresh, THIEF, 'cookie')).rejects.toThrow(TokenReusedError);
    expect(await isRevoked(head.sessionId)).toBe(true);
  });

  it.each([
    ['staff', { isStaff: true }],
    ['a superuser', { isSuperuser: true }],
  ])(
    'of a session unused for longer than such may, by who has become %s, is refused',
    async (_role, role) => {
      const idle = await app.user();
      const unused = await app.open(idle);
      await app.ageHead(unused.sessionId, 1_801);
      await expect(app.verification.verify(unused.refresh)).resolves.toBe('refresh');
      await app.users.update('system', idle.id, role);
      await expect(app.verification.verify(unused.refresh)).rejects.toThrow(TokenInvalidError);
      await expect(app.refresh(unused.refresh)).rejects.toThrow(TokenInvalidError);
      expect(await isRevoked(unused.sessionId)).toBe(false);
    },
  );
});

import { type AuditEntry, sessionsOf } from './audit-entry';

const entry = (id: string | null, details: AuditEntry['details'], type = 'session') =>
  sessionsOf({ object_type: type, object_id: id, details });

it('an entry about many sessions tells how many they were and of whom', () => {
  expect(entry(null, { sessions: 1_000, users: 7 })).toEqual({ sessions: 1_000, users: 7 });
  expect(entry(null, { sessions: 1_000 })).toEqual({ sessions: 1_000, users: null });
  expect(entry('some-id', { user: 'u' })).toBeNull();
  expect(entry(null, { sessions: 2 }, 'user')).toBeNull();
});

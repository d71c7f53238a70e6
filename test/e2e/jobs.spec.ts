import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchedulerRegistry } from '@nestjs/schedule';
import { JobRunsService } from '@app/database';
import { OutboxService } from '@app/mail';
import { JobsService } from '../../apps/api/src/jobs/jobs.service';
import { startApp, type TestApp } from '../support/app';
import { signIn } from '../support/clients';

let api: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobs-'));
  api = await startApp({ SCHEDULER: 'on', DATA_DIR: folder });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const rows = async (sql: string): Promise<unknown[]> => (await api.database.query<object>(sql)).rows;

describe('the clockwork of a server', () => {
  it('has its hours', () => {
    const names = [...api.app.get(SchedulerRegistry).getCronJobs().values()].map(
      (job) => job.cronTime.source,
    );
    expect(names).toEqual(['0 0-23/1 * * *', '0 0-23/1 * * *']);
  });

  it('purges tokens that ran out long ago, once although it is called twice, and notes the success', async () => {
    const { tokens } = await signIn(api);
    await api.database.query(
      `UPDATE outstanding_token SET expires_at = now() - interval '2 days';
       UPDATE auth_session SET idle_expires_at = now() - interval '2 days';
       UPDATE job_run SET awaited_since = now() - interval '2 days'`,
    );
    const jobs = api.app.get(JobsService);
    await Promise.all([jobs.purge(), jobs.purge()]);
    expect(await rows('SELECT FROM outstanding_token')).toEqual([]);
    const { lastSuccess, since } = await api.app.get(JobRunsService).findSuccess('purge');
    expect([lastSuccess, Date.now() - since.getTime() < 60_000]).toEqual([since, true]);
    expect(await rows(`SELECT id FROM auth_session`)).toEqual([{ id: tokens.sessionId }]);
  });

  it('takes off the lists what has run out, and forgets old keys of imports', async () => {
    await api.database.query(
      `INSERT INTO import_request (requester, key, created_at)
       SELECT gen_random_uuid(), days::text, now() - days * interval '1 day' FROM generate_series(6, 8, 2) AS days`,
    );
    await api.importCsv(
      'name,link,website,expiration\nPiano,https://www.hispasonic.com/1,hispasonic,2026-11-20\n',
    );
    await api.app.get(JobsService).sweep();
    expect(await rows('SELECT status FROM instrument')).toEqual([{ status: 'expired' }]);
    expect(await rows('SELECT key FROM import_request')).toEqual([{ key: '6' }]);
  });

  it('sends the mails that wait, once although it is called twice', async () => {
    const { user } = await signIn(api);
    await api.app.get(OutboxService).enqueue({
      ...{ to: user.email, language: 'es' },
      content: { kind: 'password_changed', at: '2026-11-21T10:00:00Z', ip: '203.0.113.7' },
    });
    const jobs = api.app.get(JobsService);
    await Promise.all([jobs.deliver(), jobs.deliver()]);
    expect(await readdir(join(folder, 'sent_emails'))).toHaveLength(1);
    expect(await rows('SELECT count(*)::int AS n FROM outbox_mail WHERE sent_at IS NOT NULL')).toEqual([
      { n: 1 },
    ]);
  });

  it('tells the log what failed, and comes again', async () => {
    const jobs = api.app.get(JobsService);
    await api.database.query('ALTER TABLE outstanding_token RENAME TO elsewhere');
    await jobs.purge();
    expect(await rows(`SELECT outcome FROM job_run WHERE job = 'purge'`)).toEqual([{ outcome: 'failed' }]);
    await api.database.query('ALTER TABLE elsewhere RENAME TO outstanding_token');
    expect(api.logLines().filter(({ context }) => context === 'jobs')).toHaveLength(1);
    await jobs.purge();
    expect(await rows(`SELECT outcome FROM job_run WHERE job = 'purge'`)).toEqual([{ outcome: 'done' }]);
    expect(api.logLines().filter(({ context }) => context === 'jobs')).toHaveLength(1);
  });

  it('does not take for failed what worked and could not be written down', async () => {
    const runs = api.app.get(JobRunsService);
    const before = await runs.findSuccess('sweep');
    const logged = () => api.logLines().filter(({ context }) => context === 'jobs').length;
    const lines = logged();
    await api.database.query('ALTER TABLE job_run RENAME TO elsewhere');
    try {
      expect(await runs.run('sweep', () => Promise.resolve('swept'))).toBe('swept');
    } finally {
      await api.database.query('ALTER TABLE elsewhere RENAME TO job_run');
    }
    expect(logged()).toBe(lines + 1);
    expect(await runs.findSuccess('sweep')).toMatchObject({ lastSuccess: before.lastSuccess });
  });

  it('counts a part of a job as no success', async () => {
    const runs = api.app.get(JobRunsService);
    await runs.run('sweep', () => Promise.resolve());
    const { lastSuccess } = await runs.findSuccess('sweep');
    await runs.run(
      'sweep',
      () => Promise.resolve(),
      () => false,
    );
    expect(await runs.findSuccess('sweep')).toMatchObject({ lastSuccess });
    expect(
      await rows(`SELECT outcome, ended_at > succeeded_at AS later FROM job_run WHERE job = 'sweep'`),
    ).toEqual([{ outcome: 'done', later: true }]);
  });

  it('stands still where SCHEDULER is off', async () => {
    const still = await startApp({ SCHEDULER: 'off' });
    expect(() => still.app.get(JobsService, { strict: false })).toThrow();
    await still.close();
  });
});

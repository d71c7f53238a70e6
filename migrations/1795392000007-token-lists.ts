import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An order or a filter of the lists of sessions, tokens and audit entries each. */
const indexes = {
  auth_session_created_idx: 'auth_session (created_at, id)',
  auth_session_last_seen_idx: 'auth_session (last_seen_at, id)',
  auth_session_user_created_idx: 'auth_session (user_id, created_at, id)',
  auth_session_transport_idx: 'auth_session (transport, created_at, id)',
  auth_session_ip_idx: 'auth_session (ip)',
  auth_session_revoked_idx: 'auth_session (revoked_reason, created_at, id) WHERE revoked_at IS NOT NULL',
  auth_session_open_idx:
    'auth_session (least(idle_expires_at, absolute_expires_at)) WHERE revoked_at IS NULL',
  outstanding_token_created_idx: 'outstanding_token (created_at, id)',
  outstanding_token_unconsumed_idx: 'outstanding_token (expires_at, id) WHERE consumed_at IS NULL',
  blacklisted_token_at_idx: 'blacklisted_token (blacklisted_at, token_id)',
  blacklisted_token_reason_idx: 'blacklisted_token (reason, blacklisted_at, token_id)',
  blacklisted_token_actor_idx: 'blacklisted_token (actor, blacklisted_at, token_id) WHERE actor IS NOT NULL',
  blacklisted_token_ip_idx: 'blacklisted_token (ip)',
  audit_entry_request_idx: 'audit_entry (request_id, at, id) WHERE request_id IS NOT NULL',
};

/** Lets administrators look through a million sessions and tokens. */
export class TokenLists1795392000007 implements MigrationInterface {
  // CREATE INDEX CONCURRENTLY lets others write meanwhile, and refuses to be in a transaction
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(indexes)) {
      // one that was interrupted leaves an invalid index behind
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON ${on}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${Object.keys(indexes).join(', ')}`);
  }
}

const MB = 1024 * 1024;

/**
 * PostgreSQL settings of an embedded server.
 *
 * @param volatile a cluster for tests: fast, lost in a crash
 * @param memory bytes the machine or container has
 * @returns values by setting name
 */
export function serverSettings(volatile: boolean, memory: number): Readonly<Record<string, string>> {
  const common = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    // compiling a plan costs more than most of our queries take
    jit: 'off',
  };
  if (volatile) {
    return {
      ...common,
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
      max_connections: '200',
    };
  }
  return {
    ...common,
    shared_buffers: memory < 2048 * MB ? '128MB' : '256MB',
    effective_cache_size: `${Math.max(128, Math.floor(memory / 2 / MB))}MB`,
    random_page_cost: '1.1',
    max_wal_size: '2GB',
  };
}

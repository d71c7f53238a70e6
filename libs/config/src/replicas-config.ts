import { z } from 'zod';

const LAG = 'must be a whole number of seconds from 1 to 3600';
const isDatabase = (text: string): boolean => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);

/** Variables about copies of the database that are read from. */
export const replicasVariables = {
  DATABASE_REPLICA_URLS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .refine((list) => list.every(isDatabase), {
      error: 'must list URLs such as postgres://user:password@host:5432/database',
    }),
  DATABASE_REPLICA_LAG_SECONDS: z.coerce
    .number({ error: LAG })
    .int(LAG)
    .min(1, LAG)
    .max(3_600, LAG)
    .default(10),
};
type ReplicasVariables = z.infer<z.ZodObject<typeof replicasVariables>>;

/** Streaming replicas of the database, and how old what they show may be. */
export interface ReplicasConfig {
  readonly urls: readonly string[];
  /** Milliseconds; one that is further behind is not read from. */
  readonly mostLag: number;
}

/** Settings about replicas that make no sense. */
export function replicasFaults(env: ReplicasVariables & { DATABASE_URL?: string | undefined }): string[] {
  return env.DATABASE_REPLICA_URLS.length > 0 && env.DATABASE_URL === undefined
    ? ['DATABASE_REPLICA_URLS needs DATABASE_URL: the embedded PostgreSQL has no replicas']
    : [];
}

/** The part of the configuration about replicas, frozen. */
export function replicasConfig(env: ReplicasVariables): ReplicasConfig {
  return Object.freeze({
    urls: env.DATABASE_REPLICA_URLS,
    mostLag: env.DATABASE_REPLICA_LAG_SECONDS * 1_000,
  });
}

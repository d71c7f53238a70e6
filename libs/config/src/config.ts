import { isIP } from 'node:net';
import { z } from 'zod';
import { isTimeZone } from '@app/kernel';
import { apiDocsConfig, apiDocsVariable } from './api-docs-config';
import { type AuthConfig, authConfig, authFaults, authKeys, authVariables } from './auth-config';
import { commandVariables } from './command-secrets';
import { ConfigurationError } from './config.errors';
import { type MailConfig, mailConfig, mailFaults, mailVariables } from './mail-config';
import {
  type OperationsConfig,
  operationsConfig,
  operationsFaults,
  operationsVariables,
  processesVariable,
} from './operations-config';
import {
  type RateLimitConfig,
  rateLimitConfig,
  rateLimitFaults,
  rateLimitVariables,
} from './rate-limit-config';
import { type ReplicasConfig, replicasConfig, replicasFaults, replicasVariables } from './replicas-config';
import type { SigningKey } from './signing-keys';
import { type TracesConfig, tracesConfig, tracesVariables } from './traces-config';

const onOff = (byDefault: 'on' | 'off') =>
  z
    .enum(['on', 'off'], { error: 'must be on or off' })
    .default(byDefault)
    .transform((value) => value === 'on');

const integer = (least: number, most: number, byDefault: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${least} to ${most}` })
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .default(byDefault);

const commaList = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

/** An address, or a network of as many bits as its addresses have at most. */
const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    most > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
};

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/**
 * Every variable that the programs read, with its form and default. An empty variable counts as absent.
 * `prod.env.example` names the same keys (a test compares them both ways).
 */
export const environment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
    .default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: integer(0, 65_535, 3000),
  DATABASE_URL: z
    .string()
    .refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), {
      error: 'must be a URL such as postgres://user:password@host:5432/database',
    })
    .optional(),
  ...replicasVariables,
  DATABASE_POOL_SIZE: integer(1, 500, 10),
  DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 600_000, 5_000),
  EMBEDDED_DATABASE: onOff('off'),
  DATA_DIR: z.string().default('./.data'),
  AUTO_MIGRATE: onOff('on'),
  SEED: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  ...processesVariable,
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Madrid' })
    .default('Europe/Madrid'),
  CORS_ORIGINS: commaList.refine((list) => list.every(isOrigin), {
    error: 'must list exact origins such as https://www.example.org, without a path and never *',
  }),
  TRUSTED_PROXIES: commaList.refine((list) => list.every(isNetwork), {
    error: 'must list addresses or networks such as 10.0.0.0/8',
  }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  LOG_FORMAT: z.enum(['auto', 'pretty', 'json'], { error: 'must be auto, pretty or json' }).default('auto'),
  ...operationsVariables,
  ...tracesVariables,
  ...authVariables,
  ...mailVariables,
  ...rateLimitVariables,
  ...apiDocsVariable,
  SCHEDULER: onOff('on'),
});

/** Names of all variables, in the order of the documentation. */
export const configKeys: readonly string[] = [
  ...Object.keys(environment.shape),
  ...Object.keys(commandVariables.shape),
];

/** The whole configuration, checked once and frozen. Times are milliseconds. */
export interface Config {
  readonly production: boolean;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Exact origins whose pages may read answers. */
    readonly corsOrigins: readonly string[];
    /** Pages served from this machine, on any port, may read answers too: never in production. */
    readonly corsLocalhost: boolean;
    /** Addresses and networks whose X-Forwarded-* and X-Request-Id headers are believed. */
    readonly trustedProxies: readonly string[];
  };
  readonly database: {
    /** `null`: the embedded server under `dataDir`. */
    readonly url: string | null;
    readonly replicas: ReplicasConfig;
    readonly poolSize: number;
    readonly statementTimeout: number;
    readonly autoMigrate: boolean;
  };
  readonly dataDir: string;
  /** Load the fixtures at start when there is no listing at all. */
  readonly seed: boolean;
  /** The zone whose calendar decides when a listing's last day is over. */
  readonly timeZone: string;
  readonly log: {
    readonly level: string;
    readonly pretty: boolean;
    /** JSON lines are added to this file; `null`: standard output. */
    readonly file: string | null;
  };
  readonly operations: OperationsConfig;
  /** `null`: no traces are made. */
  readonly traces: TracesConfig | null;
  readonly auth: AuthConfig;
  readonly mail: MailConfig;
  /** `null`: requests are not counted. */
  readonly rateLimits: RateLimitConfig | null;
  /** Whether the page that shows the API to people is there. */
  readonly apiDocs: boolean;
  /** Whether this process does what has to be done from time to time: purging, sending mail, sweeping. */
  readonly scheduler: boolean;
}

function unsafeInProduction(env: z.infer<typeof environment>): string[] {
  if (env.NODE_ENV !== 'production') return [];
  const faults: string[] = [];
  if (env.DATABASE_URL === undefined && !env.EMBEDDED_DATABASE) {
    faults.push(
      'DATABASE_URL is required in production (EMBEDDED_DATABASE=on accepts the embedded server instead)',
    );
  }
  if (env.SEED === 'on') faults.push('SEED=on would load made-up listings: leave it out in production');
  return faults;
}

/**
 * Turns environment variables into a configuration.
 *
 * @param variables for instance `process.env`
 * @param terminal whether standard output is a terminal, which decides the form of the log when it is `auto`
 * @throws ConfigurationError listing every fault
 */
export function parseConfig(
  variables: Readonly<Record<string, string | undefined>>,
  terminal: boolean,
): Config {
  const parsed = environment.safeParse(givenVariables(variables));
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    );
  }
  const env = parsed.data;
  const unsafe = unsafeSettings(env);
  if (unsafe.length > 0) throw new ConfigurationError(unsafe);
  return configOf(env, terminal);
}

/** Settings that contradict each other, or that production does not allow; a sentence each. */
export function unsafeSettings(env: z.infer<typeof environment>): string[] {
  return [
    ...unsafeInProduction(env),
    ...authFaults(env, env.NODE_ENV === 'production'),
    ...mailFaults(env, env.NODE_ENV === 'production'),
    ...operationsFaults(env),
    ...replicasFaults(env),
    ...rateLimitFaults(env, env.NODE_ENV === 'production'),
  ];
}

/** The variables that we know, without those that are empty. */
export function givenVariables(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(environment.shape).flatMap((key) =>
      variables[key]?.trim() ? [[key, variables[key].trim()]] : [],
    ),
  );
}

/** The configuration that variables make, however unsafe it is. */
export function configOf(env: z.infer<typeof environment>, terminal: boolean): Config {
  const production = env.NODE_ENV === 'production';
  return Object.freeze({
    production,
    http: Object.freeze({
      host: env.HOST,
      port: env.PORT,
      corsOrigins: env.CORS_ORIGINS,
      corsLocalhost: !production,
      trustedProxies: env.TRUSTED_PROXIES,
    }),
    database: Object.freeze({
      url: env.DATABASE_URL ?? null,
      replicas: replicasConfig(env),
      poolSize: env.DATABASE_POOL_SIZE,
      statementTimeout: env.DATABASE_STATEMENT_TIMEOUT_MS,
      autoMigrate: env.AUTO_MIGRATE,
    }),
    dataDir: env.DATA_DIR,
    seed: env.SEED === undefined ? !production : env.SEED === 'on',
    timeZone: env.TIME_ZONE,
    log: Object.freeze({
      level: env.LOG_LEVEL,
      pretty:
        env.LOG_FILE === undefined &&
        (env.LOG_FORMAT === 'auto' ? terminal && !production : env.LOG_FORMAT === 'pretty'),
      file: env.LOG_FILE ?? null,
    }),
    operations: operationsConfig(env),
    traces: tracesConfig(env),
    auth: authConfig(env),
    mail: mailConfig(env, env.DATA_DIR),
    rateLimits: rateLimitConfig(env),
    apiDocs: apiDocsConfig(env),
    scheduler: env.SCHEDULER,
  });
}

/**
 * The configuration of this process.
 *
 * @throws ConfigurationError listing every fault
 */
export function readConfig(): Config {
  return parseConfig(process.env, process.stdout.isTTY);
}

/**
 * The key ring alone, for the command that makes the first one: the rest need not be configured yet.
 *
 * @throws ConfigurationError when AUTH_KEYS is there and unusable
 */
export function readAuthKeys(): readonly SigningKey[] {
  const parsed = authKeys.safeParse(process.env['AUTH_KEYS']?.trim());
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(parsed.error.issues.map((issue) => `AUTH_KEYS ${issue.message}`));
}

/** The folder that the user stood in when npm ran the command: npm itself moves to the project's. */
export function callerDirectory(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

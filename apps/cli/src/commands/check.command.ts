import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { AuthModule, KeysService, PurgeService } from '@app/auth';
import { type Config, parseSigningKeys, readConfig, readDeployment } from '@app/config';
import { assertDatabaseAnswers, MigrationsService, ServerStateService } from '@app/database';
import { DomainError } from '@app/kernel';
import { DevelopmentUsersService, LegacyHashesService, SuperusersService } from '@app/users';
import {
  error,
  type Finding,
  judgeAccounts,
  judgeDatabase,
  judgeSettings,
  warning,
} from '../deployment-rules';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';
import { exposedSecrets } from '../secret-files';

async function findingsOf(services: INestApplicationContext, deploy: boolean): Promise<Finding[]> {
  const pending = (await services.get(MigrationsService).states()).filter(({ applied }) => !applied);
  if (pending.length > 0) return [error(`${pending.length} migrations are pending: cli migrate`)];
  const findings = judgeAccounts({
    superuser: await services.get(SuperusersService).isThereOne(),
    developmentUsers: deploy ? await services.get(DevelopmentUsersService).active() : [],
    legacyHashes: deploy && (await services.get(LegacyHashesService).areThere()),
  });
  for (const { kid, state, tokens } of await services.get(KeysService).list()) {
    if (state === 'missing') {
      findings.push(
        warning(`${tokens} tokens name the key ${kid}, which is not in AUTH_KEYS: they are refused`),
      );
    }
  }
  const { lastSuccess, overdue } = await services.get(PurgeService).state();
  if (overdue) {
    findings.push(
      warning(
        `${lastSuccess ? `The last purge was at ${lastSuccess.toISOString()}` : 'No purge has come to its end yet'}: cli purge-expired, or SCHEDULER=on`,
      ),
    );
  }
  return findings;
}

/** Adds what the database tells, or that it does not answer. */
async function askDatabase(config: Config, deploy: boolean, findings: Finding[]): Promise<void> {
  const { url } = config.database;
  try {
    if (url !== null) await assertDatabaseAnswers(url);
    await withServices(
      [AuthModule],
      async (services) => {
        if (deploy) {
          findings.push(...judgeDatabase(await services.get(ServerStateService).read(), url === null));
        }
        findings.push(...(await findingsOf(services, deploy)));
        return EXIT.done;
      },
      { migrate: false, config },
    );
  } catch (refusal) {
    if (!deploy || !(refusal instanceof DomainError)) throw refusal;
    findings.push(error(refusal.message));
  }
}

async function checkDeployment(): Promise<Finding[]> {
  const { faults, config } = readDeployment();
  const findings = [...faults.map(error), ...judgeSettings(config)];
  findings.push(...(await exposedSecrets(config)).map(error));
  // without an address the database to ask is not known
  if (!faults.some((fault) => fault.startsWith('DATABASE_URL'))) {
    await askDatabase(withKeys(config), true, findings);
  }
  return findings;
}

/** A check makes no key that would be kept: where production has none, one that signs nothing takes its place. */
function withKeys(config: Config): Config {
  if (!config.production || config.auth.keys.length > 0) return config;
  const keys = parseSigningKeys(`none:${randomBytes(32).toString('base64url')}`);
  return { ...config, auth: { ...config.auth, keys } };
}

async function checkInstallation(): Promise<Finding[]> {
  const findings: Finding[] = [];
  await askDatabase(readConfig(), false, findings);
  return findings;
}

function report(findings: readonly Finding[], json: boolean): number {
  // what keeps it from running first
  const sorted = [...findings].sort((one, other) => one.level.localeCompare(other.level));
  if (json) process.stdout.write(`${JSON.stringify(sorted, null, 2)}\n`);
  else if (sorted.length === 0) process.stdout.write('Nothing to complain about.\n');
  else for (const { level, message } of sorted) process.stdout.write(`${level}: ${message}\n`);
  return sorted.some(({ level }) => level === 'error') ? EXIT.failed : EXIT.done;
}

/** `check`, for an operator before and after a deployment. */
export function checkCommand(): Command {
  return new Command('check')
    .description(
      'tell whether this installation is fit to run: configuration, migrations, accounts, keys, purge',
    )
    .option(
      '--deploy',
      'by the rules of production, whatever NODE_ENV says: every unsafe setting, a line each',
    )
    .option('--json', 'the findings as JSON')
    .addHelpText('after', '\nExit codes: 0 nothing or warnings only, 1 at least one error.')
    .action(({ deploy = false, json = false }: { deploy?: boolean; json?: boolean }) =>
      endWith(async () => report(await (deploy ? checkDeployment() : checkInstallation()), json)),
    );
}

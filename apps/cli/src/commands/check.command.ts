import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { KeysService, PurgeService } from '@app/auth';
import { CONFIG, type Config, deploymentFaults } from '@app/config';
import { MigrationsService } from '@app/database';
import { SuperusersService } from '@app/users';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';
import { exposedSecrets } from '../secret-files';

/** Something that keeps an installation from running (`error`), or that somebody should look at. */
interface Finding {
  readonly level: 'error' | 'warning';
  readonly message: string;
}

const error = (message: string): Finding => ({ level: 'error', message });
const warning = (message: string): Finding => ({ level: 'warning', message });

async function findingsOf(services: INestApplicationContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  const pending = (await services.get(MigrationsService).states()).filter(({ applied }) => !applied);
  if (pending.length > 0) return [error(`${pending.length} migrations are pending: cli migrate`)];
  if (!(await services.get(SuperusersService).isThereOne())) {
    findings.push(warning('There is no active superuser: cli createsuperuser'));
  }
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
      warning(`The last purge was at ${lastSuccess.toISOString()}: cli purge-expired, or SCHEDULER=on`),
    );
  }
  return findings;
}

function report(findings: readonly Finding[], json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else if (findings.length === 0) process.stdout.write('Nothing to complain about.\n');
  else for (const { level, message } of findings) process.stdout.write(`${level}: ${message}\n`);
  return findings.some(({ level }) => level === 'error') ? EXIT.failed : EXIT.done;
}

/** `check`, for an operator before and after a deployment. */
export function checkCommand(): Command {
  return new Command('check')
    .description(
      'tell whether this installation is fit to run: configuration, migrations, accounts, keys, purge',
    )
    .option('--deploy', 'by the rules of production, whatever NODE_ENV says')
    .option('--json', 'the findings as JSON')
    .action(({ deploy = false, json = false }: { deploy?: boolean; json?: boolean }) =>
      endWith(async () => {
        const faults = deploy ? deploymentFaults().map(error) : [];
        if (faults.length > 0) return report(faults, json);
        return withServices(
          async (services) => {
            const exposed = deploy ? await exposedSecrets(services.get<Config>(CONFIG)) : [];
            return report([...exposed.map(error), ...(await findingsOf(services))], json);
          },
          { migrate: false },
        );
      }),
    );
}

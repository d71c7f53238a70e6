import { Command } from 'commander';
import { AuthModule, type PurgeReport, PurgeService } from '@app/auth';
import { EXIT } from '../exit-codes';
import { createProgress } from '../progress';
import { endWith, withServices } from '../run-command';

function describe({ state, dryRun, tokens, sessions, others, seconds }: PurgeReport): string {
  if (state === 'busy') return 'Another purge is running: nothing to do.\n';
  const what = `${tokens} tokens and ${sessions} sessions`;
  if (dryRun) return `${what} would be deleted (dry run).\n`;
  const rest = state === 'unfinished' ? ' The time was up: the next run goes on.' : '';
  return `${what} deleted in ${seconds.toFixed(1)} s, and ${others} counters, links and mails.${rest}\n`;
}

/** `purge-expired`; a second one that runs meanwhile ends at once, and ends well: cron has nothing to report. */
export function purgeExpiredCommand(): Command {
  return new Command('purge-expired')
    .description('delete tokens and sessions that ended long enough ago')
    .option('--dry-run', 'count what would be deleted')
    .option('--json', 'the report as JSON')
    .action(({ dryRun = false, json = false }: { dryRun?: boolean; json?: boolean }) =>
      endWith(() =>
        withServices([AuthModule], async (services) => {
          const progress = createProgress(false);
          try {
            const report = await services.get(PurgeService).purge({
              dryRun,
              onProgress: (rows) => progress.update('purge', rows, null),
            });
            progress.end();
            process.stdout.write(json ? `${JSON.stringify(report)}\n` : describe(report));
            return EXIT.done;
          } finally {
            progress.end();
          }
        }),
      ),
    );
}

import type { ImportReport } from '@app/instruments';

/** The report of an import for people. */
export function describeReport(report: ImportReport): string {
  const { source, category, file, dryRun, state, reason, onApproval } = report;
  const seconds = (Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000;
  const rate = seconds > 0.5 ? `, ${Math.round(report.received / seconds)} rows/s` : '';
  const lines = [
    `${file}: ${source}${category === null ? '' : ` / ${category}`}, ${state.replace('_', ' ')}` +
      `${dryRun ? ' (dry run, nothing stored)' : ` (run ${report.id ?? ''})`}, ${seconds.toFixed(1)} s${rate}`,
    `  ${report.received} received: ${report.created} created, ${report.updated} updated, ` +
      `${report.reactivated} reactivated, ${report.unchanged} unchanged, ${report.duplicates} duplicates, ` +
      `${report.rejected} rejected`,
    `  ${report.priceChanged} price changes, ${report.stale} stale, ${report.removed} removed`,
  ];
  if (reason !== null) lines.push(`  ${reason}`);
  if (onApproval !== null && report.complete) {
    lines.push(`  approving it would make ${onApproval.stale} stale, ${onApproval.removed} removed`);
  }
  for (const [title, remarks] of [
    ['errors', report.errors],
    ['warnings', report.warnings],
  ] as const) {
    if (remarks.length > 0) lines.push(`  ${title}:`);
    for (const { code, count, message, rows } of remarks) {
      const where = rows.length === 0 ? '' : ` (rows ${rows.slice(0, 8).join(', ')}${count > 8 ? ' …' : ''})`;
      lines.push(`    ${count} × ${code}: ${message}${where}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

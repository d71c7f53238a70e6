// The figures as Markdown, for a closing note.
import os from 'node:os';
import { markdown, rate, ratio, time } from './markdown.mjs';

const HEAD = [
  'case',
  'req/s',
  'median ms',
  'p99 ms',
  'reference',
  'req/s',
  'median ms',
  'p99 ms',
  '× median',
  '× req/s',
  'target',
  'met',
];

/**
 * The comparison of all cases with their references.
 *
 * @param results of measureCase, each with its case
 * @param {'single' | 'several'} manner one request at a time, where medians decide whether a target is met, or several
 *   at once, where requests per second decide
 */
export function searchTable(results, manner) {
  const rows = results.flatMap(({ one, figures }) =>
    ['cold', 'warm'].map((state) => {
      const ours = figures[manner][state];
      const theirs = figures[manner].reference;
      const ratios = ratiosOf(ours, theirs);
      const target = one.targets[state];
      const reached = manner === 'single' ? ratios.median : ratios.perSecond;
      return [
        `${one.name}, ${state}`,
        rate(ours.perSecond),
        time(ours.median),
        time(ours.p99),
        one.reference,
        rate(theirs.perSecond),
        time(theirs.median),
        time(theirs.p99),
        ratio(ratios.median),
        ratio(ratios.perSecond),
        target ?? '',
        verdict(target, reached),
      ];
    }),
  );
  return markdown(HEAD, rows);
}

/** How many times better ours is: the medians, and the requests per second. */
export function ratiosOf(ours, theirs) {
  return { median: theirs.median / ours.median, perSecond: ours.perSecond / theirs.perSecond };
}

/** The imports. */
export function importTable(results) {
  const head = [
    'case',
    'rows/s',
    'seconds',
    'whole process s',
    'peak MiB',
    'file MB',
    'created',
    'updated',
    'unchanged',
    'target',
    'met',
  ];
  const rows = results.map((one) => [
    one.name,
    Math.round(one.perSecond),
    one.seconds.toFixed(1),
    one.wall.toFixed(1),
    one.peakMiB === null ? '?' : Math.round(one.peakMiB),
    one.megabytes.toFixed(1),
    one.created,
    one.updated,
    one.unchanged,
    one.target ?? '',
    verdict(one.target ?? undefined, one.perSecond),
  ]);
  return markdown(head, rows);
}

/**
 * What signing in, refreshing and looking with a token costs.
 *
 * @param results of benchAuth
 * @param {'single' | 'several'} manner one request at a time, where medians decide whether a target is met, or several
 *   at once, where requests per second decide
 */
export function authTable(results, manner) {
  const head = [...HEAD.slice(0, 8), '+ % median', '+ % req/s', 'at most', 'met'];
  const rows = results.map(({ one, figures }) => {
    const { ours, reference } = figures[manner];
    const costs = costsOf(ours, reference);
    return [
      one.name,
      rate(ours.perSecond),
      time(ours.median),
      time(ours.p99),
      one.reference ?? '',
      ...(reference
        ? [rate(reference.perSecond), time(reference.median), time(reference.p99)]
        : ['', '', '']),
      costs ? costs.median.toFixed(1) : '',
      costs ? costs.perSecond.toFixed(1) : '',
      one.most ?? '',
      limited(one.most, manner === 'single' ? costs?.median : costs?.perSecond),
    ];
  });
  return markdown(head, rows);
}

/** What ours costs more, in percent: by the medians, and by the requests per second. `null` without a reference. */
export function costsOf(ours, reference) {
  if (!reference) return null;
  return {
    median: (ours.median / reference.median - 1) * 100,
    perSecond: (reference.perSecond / ours.perSecond - 1) * 100,
  };
}

/** A purge of many tokens. @param one of benchPurge */
export function purgeTable({
  small,
  great,
  before,
  during,
  longest,
  most,
  tokens,
  expiredTokens,
  endedSessions,
}) {
  const memory = great.peakMiB / small.peakMiB;
  const name = `purge of ${expiredTokens} of ${tokens} tokens, and of ${endedSessions} sessions`;
  return markdown(
    [name, 'figure', 'at most', 'met'],
    [
      ['seconds', great.report.seconds.toFixed(1), most.seconds, limited(most.seconds, great.report.seconds)],
      ['whole process s', great.wall.toFixed(1), '', ''],
      ['batches', great.report.batches, '', ''],
      ['peak MiB', great.peakMiB?.toFixed(0) ?? '?', '', ''],
      [
        `× peak of a purge of ${small.report.tokens}`,
        ratio(memory),
        most.memory,
        limited(most.memory, memory),
      ],
      ['longest statement ms', time(longest), most.statement, limited(most.statement, longest)],
      ['refresh before: median ms', time(before.median), '', ''],
      ['refresh meanwhile: median ms', time(during.median), '', ''],
      ['refresh before: p99 ms', time(before.p99), '', ''],
      ['refresh meanwhile: p99 ms', time(during.p99), '', ''],
      ['× p99', ratio(during.p99 / before.p99), most.p99, limited(most.p99, during.p99 / before.p99)],
    ],
  );
}

/** The terms that were searched, with their matches. */
export function termList(results) {
  return results
    .filter(({ one }) => one.terms)
    .map(({ one }) => `- ${one.name}: ${one.terms.map(({ term, count }) => `${term} (${count})`).join(', ')}`)
    .join('\n');
}

/**
 * What the figures were measured on, and how much was asked of it in the last minutes, by the benchmark and by others.
 *
 * @param {string} version of PostgreSQL
 */
export function machineLine(version) {
  const cores = os.cpus();
  const memory = (os.totalmem() / 2 ** 30).toFixed(0);
  return `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${memory} GiB, Node ${process.versions.node}, PostgreSQL ${version}, ${os.type()} ${os.release()}, load ${os.loadavg()[2].toFixed(1)}`;
}

function verdict(target, reached) {
  if (target === undefined) return '';
  return reached >= target ? 'yes' : 'NO';
}

function limited(most, reached) {
  if (most === undefined) return '';
  return reached <= most ? 'yes' : 'NO';
}

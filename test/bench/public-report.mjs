// The figures of the public API as Markdown.
import { markdown, rate, ratio, time } from './markdown.mjs';

const HEAD = [
  'case',
  'p50 ms',
  'p99 ms',
  'slowest term ms',
  'at its best ms',
  'first ms',
  'req/s, 1',
  'req/s, several',
  'reference',
  'p50 ms',
  'req/s, several',
  '× p50',
  '× req/s',
  'target',
  'met',
];

/** What each class costs: cold next to its SQL alone, warm, and from memory next to a constant answer. */
export function publicTable(results) {
  return markdown(
    HEAD,
    results.flatMap(({ one, figures }) =>
      one.kind === 'kept' ? [keptRow(one, figures)] : searchRows(one, figures),
    ),
  );
}

/** The terms of each class, the slowest first. */
export function publicTerms(results) {
  return results
    .filter(({ figures }) => figures.terms.length > 1)
    .map(({ one, figures }) => {
      const terms = [...figures.terms].sort((a, b) => b.cold - a.cold);
      return `- ${one.name}: ${terms.map(({ label, cold }) => `${label || 'all'} ${time(cold)}`).join(', ')}`;
    })
    .join('\n');
}

/** Whether a class is within its targets, one by one. */
export function publicVerdicts({ targets }, { single, several, terms }) {
  const verdicts = [];
  const judge = (what, most, value, met) => verdicts.push({ what: `${what} ${most}`, value, met });
  if (targets.sql !== undefined) {
    const times = single.cold.median / single.sql.median;
    judge('p50 ≤ SQL ×', targets.sql, times, times <= targets.sql);
  }
  if (targets.slowest !== undefined) {
    const slowest = Math.max(...terms.map(({ cold }) => cold));
    judge('slowest ≤', targets.slowest, slowest, slowest <= targets.slowest);
  }
  if (targets.p99 !== undefined) judge('p99 ≤', targets.p99, single.cold.p99, single.cold.p99 <= targets.p99);
  if (targets.kept !== undefined) {
    const share = several.warm.perSecond / several.constant.perSecond;
    judge('req/s ≥ ×', targets.kept, share, share >= targets.kept);
  }
  return verdicts;
}

function searchRows(one, figures) {
  const { single, several, terms } = figures;
  const verdicts = publicVerdicts(one, figures);
  const greatest = (of) => time(Math.max(...terms.map(of)));
  const row = (state, rare, told) => [
    `${one.name}, ${state}`,
    time(single[state].median),
    time(single[state].p99),
    greatest((term) => term[state]),
    ...rare,
    rate(single[state].perSecond),
    rate(several[state].perSecond),
    'its SQL alone',
    time(single.sql.median),
    rate(several.sql.perSecond),
    ratio(single[state].median / single.sql.median),
    ratio(several[state].perSecond / several.sql.perSecond),
    ...told,
  ];
  return [
    row('cold', [greatest(({ best }) => best), greatest(({ first }) => first)], toldOf(verdicts)),
    row('warm', ['', ''], ['', '']),
  ];
}

function keptRow(one, figures) {
  const { single, several } = figures;
  return [
    one.name,
    time(single.warm.median),
    time(single.warm.p99),
    '',
    '',
    '',
    rate(single.warm.perSecond),
    rate(several.warm.perSecond),
    'constant 15 kB',
    time(single.constant.median),
    rate(several.constant.perSecond),
    ratio(single.warm.median / single.constant.median),
    ratio(several.warm.perSecond / several.constant.perSecond),
    ...toldOf(publicVerdicts(one, figures)),
  ];
}

const toldOf = (verdicts) => [
  verdicts.map(({ what }) => what).join('; '),
  verdicts.map(({ met }) => (met ? 'yes' : 'MISSED')).join('; '),
];

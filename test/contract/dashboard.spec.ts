import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '@app/config';
import { serve } from '../../apps/api/src/serve';
import { dropDatabase, freshDatabase } from '../support/database';
import { ROOT } from '../support/source-files';

const position = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const panel = z.object({
  id: z.number(),
  type: z.enum(['row', 'stat', 'timeseries', 'table']),
  title: z.string().min(1),
  gridPos: position,
  targets: z.array(z.object({ expr: z.string(), refId: z.string() })).optional(),
});
const dashboard = z.object({
  title: z.string(),
  uid: z.string(),
  schemaVersion: z.number().min(36),
  panels: z.array(panel).min(1),
  templating: z.object({ list: z.array(z.object({ name: z.string(), definition: z.string().optional() })) }),
});

const { panels, templating } = dashboard.parse(
  JSON.parse(readFileSync(join(ROOT, 'ops/grafana/dashboard.json'), 'utf8')),
);
const expressions = [
  ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...templating.list.flatMap(({ definition }) => definition ?? []),
];

/** The names of all series, and of all labels that they have. */
const known = { names: new Set<string>(), labels: new Set(['job', 'instance']) };

beforeAll(async () => {
  const url = await freshDatabase();
  const variables = {
    NODE_ENV: 'test',
    DATABASE_URL: url,
    PORT: '0',
    METRICS_PORT: '0',
    LOG_LEVEL: 'silent',
  };
  const server = await serve(parseConfig({ ...variables, SEED: 'off' }, false), () => undefined);
  await (await fetch(`${server.url}/health/live`)).text();
  const text = await (await fetch(server.metricsUrl ?? '')).text();
  await server.stop();
  await dropDatabase(url);
  for (const [, name = '', kind] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    const suffixes = kind === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
    for (const suffix of suffixes) known.names.add(`${name}${suffix}`);
  }
  for (const [, label = ''] of text.matchAll(/[{,](\w+)="/g)) known.labels.add(label);
});

/** The words of an expression that name series: not labels, functions, operators or durations. */
function seriesIn(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring) *\([^)]*\)/g, ' ')
    .replace(/^label_values\((.*), \w+\)$/, '$1');
  const words = [...bare.matchAll(/[a-zA-Z_:][\w:]*(?! *\()(?![\w:])/g)].map(([word]) => word);
  return words.filter((word) => !['and', 'or', 'unless', 'bool'].includes(word));
}

/** The labels that an expression asks for. */
function labelsIn(expression: string): string[] {
  const bare = expression.replace(/"[^"]*"/g, '');
  const asked = [...bare.matchAll(/(\w+) *(?:=~|!~|!=|=)/g)].map(([, label = '']) => label);
  const kept = [...bare.matchAll(/\b(?:by|without) *\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/, */),
  );
  return [...asked, ...kept];
}

describe('the dashboard', () => {
  it('shows nothing that the server does not tell', () => {
    expect(expressions.length).toBeGreaterThan(20);
    for (const expression of expressions) {
      const series = seriesIn(expression);
      expect([expression, series.length > 0]).toEqual([expression, true]);
      expect([expression, series.filter((name) => !known.names.has(name))]).toEqual([expression, []]);
    }
  });

  it('asks for no label that the figures do not have', () => {
    for (const expression of expressions) {
      expect([expression, labelsIn(expression).filter((label) => !known.labels.has(label))]).toEqual([
        expression,
        [],
      ]);
    }
  });

  it('shows every figure of ours but the bare sums of latencies', () => {
    const shown = new Set(expressions.flatMap(seriesIn));
    const ours = [...known.names].filter((name) => /^(http|buscainstrumentos)_/.test(name));
    expect(ours.filter((name) => !shown.has(name))).toEqual([
      'http_request_duration_seconds_sum',
      'http_request_duration_seconds_count',
    ]);
  });

  it('has its panels beside each other, each with an id of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Set<string>();
    for (const { gridPos } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect([x, y, taken.has(`${x} ${y}`)]).toEqual([x, y, false]);
          taken.add(`${x} ${y}`);
        }
      }
    }
  });

  it.each([
    ['sum(rate(a_total{job="x", status=~"5.."}[$__rate_interval]))', ['a_total'], ['job', 'status']],
    ['histogram_quantile(0.95, sum by (le, route) (rate(a_bucket[5m])))', ['a_bucket'], ['le', 'route']],
    ['label_values(a_info{job="$job"}, instance)', ['a_info'], ['job']],
    ['max(a) > 0 or b', ['a', 'b'], []],
  ])('is read as Prometheus reads it: %s', (expression, series, labels) => {
    expect(seriesIn(expression)).toEqual(series);
    expect(labelsIn(expression)).toEqual(labels);
  });
});

describe('docs/operators/observability.md', () => {
  const text = readFileSync(join(ROOT, 'docs/operators/observability.md'), 'utf8');
  const base = (name: string): string => name.replace(/^(http_request_duration_seconds)_\w+$/, '$1');

  it('explains every figure of ours, and none that there is not', () => {
    const ours = [...known.names].filter((name) => /^(http|buscainstrumentos)_/.test(name)).map(base);
    const explained = [...text.matchAll(/^\| `((?:http|buscainstrumentos)_\w+)/gm)].map(([, name]) => name);
    expect(explained.sort()).toEqual([...new Set(ours)].sort());
  });

  it('has rules about series that there are', () => {
    const rules = [...text.matchAll(/^ +expr: (.+)$/gm)].map(([, rule = '']) => rule);
    expect(rules.length).toBeGreaterThan(5);
    for (const rule of rules) {
      const strange = seriesIn(rule).filter((name) => name !== 'up' && !known.names.has(name));
      expect([rule, strange]).toEqual([rule, []]);
    }
  });
});

import type { Schema, SchemaColumn, SchemaReference, SchemaTable } from '@app/database';

/** A diagram in Mermaid, which GitHub and most viewers of Markdown draw. */
export function mermaidDiagram({ tables, references }: Schema): string {
  const lines = [
    'erDiagram',
    ...tables.flatMap(({ name, columns }) => [
      `  ${name} {`,
      ...columns.map((column) => `    ${mermaidColumn(column)}`),
      '  }',
    ]),
    ...references.map(mermaidReference),
  ];
  return `${lines.join('\n')}\n`;
}

function mermaidColumn(column: SchemaColumn): string {
  const keys = keysOf(column).join(', ');
  return [mermaidType(column.type), column.name, keys, column.nullable ? '"null"' : '']
    .filter((part) => part !== '')
    .join(' ');
}

/** Mermaid takes no spaces and no commas in a type. */
function mermaidType(type: string): string {
  return shortType(type).replaceAll(/[\s,]+/g, '_');
}

function shortType(type: string): string {
  return type.replace('timestamp with time zone', 'timestamptz');
}

function keysOf({ primaryKey, foreignKey, unique }: SchemaColumn): string[] {
  return [primaryKey ? 'PK' : '', foreignKey ? 'FK' : '', unique ? 'UK' : ''].filter((key) => key !== '');
}

function mermaidReference({ from, to, columns, optional, single }: SchemaReference): string {
  return `  ${to} ${optional ? '|o' : '||'}--${single ? 'o|' : 'o{'} ${from} : "${columns.join(', ')}"`;
}

/** The same as a picture, drawn by Graphviz within this process. */
export async function svgDiagram(schema: Schema): Promise<string> {
  // megabytes that no other command needs
  const { instance } = await import('@viz-js/viz');
  return (await instance()).renderString(dotDiagram(schema), { format: 'svg' });
}

/** Courier: its letters are as wide in every viewer as Graphviz takes them to be. */
function dotDiagram({ tables, references }: Schema): string {
  return [
    'digraph schema {',
    'graph [rankdir=LR, nodesep=0.3, ranksep=1, fontname="Courier"]',
    'node [shape=plain, fontname="Courier", fontsize=10]',
    'edge [fontname="Courier", fontsize=9, color="#666666"]',
    ...tables.map(dotTable),
    ...references.map(
      ({ from, to, columns, optional, single }) =>
        `"${from}" -> "${to}" [label="${columns.join(', ')}", dir=both, arrowhead=${optional ? 'teeodot' : 'teetee'}, ` +
        `arrowtail=${single ? 'teeodot' : 'crowodot'}]`,
    ),
    '}',
  ].join('\n');
}

function dotTable({ name, comment, columns }: SchemaTable): string {
  const rows = columns.map((column) => {
    const type = `${shortType(column.type)}${column.nullable ? ' null' : ''}`;
    const cells = [column.name, type, keysOf(column).join(' ')];
    return `<tr>${cells.map((cell) => `<td align="left">${escaped(cell)}</td>`).join('')}</tr>`;
  });
  const head = `<tr><td colspan="3" bgcolor="#dddddd"><b>${escaped(name)}</b></td></tr>`;
  const label = `<table border="0" cellborder="1" cellspacing="0" cellpadding="3">${head}${rows.join('')}</table>`;
  return `"${name}" [label=<${label}>, tooltip=${JSON.stringify(comment ?? name)}]`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

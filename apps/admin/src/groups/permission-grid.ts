/** The four things that most permissions are about, in the order of the columns. */
export const ACTIONS = ['view', 'add', 'change', 'delete'] as const;
export type Action = (typeof ACTIONS)[number];

/** A row of the matrix: what is called `app.action_model`. */
export interface GridRow {
  /** `app.model` */
  readonly model: string;
  /** Codenames by action; an action that there is none for is missing. */
  readonly cells: Readonly<Partial<Record<Action, string>>>;
}

/** Codenames as a matrix of resource by action, and those that fit into none. */
export function permissionGrid(codenames: readonly string[]): {
  readonly rows: readonly GridRow[];
  readonly others: readonly string[];
} {
  const rows = new Map<string, Partial<Record<Action, string>>>();
  const others: string[] = [];
  for (const codename of codenames) {
    const [, app = '', verb = '', model = ''] = /^([^.]+)\.([a-z]+)_(.+)$/.exec(codename) ?? [];
    const action = ACTIONS.find((one) => one === verb);
    if (!action) {
      others.push(codename);
      continue;
    }
    const cells = rows.get(`${app}.${model}`) ?? {};
    cells[action] = codename;
    rows.set(`${app}.${model}`, cells);
  }
  return { rows: [...rows].map(([model, cells]) => ({ model, cells })), others };
}

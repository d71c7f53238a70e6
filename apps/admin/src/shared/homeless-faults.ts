/** A fault of something that a form has no field for. */
export interface HomelessFault {
  readonly field: string;
  readonly text: string;
}

/** The faults of a form that no field shows: those of fields know the element that they are about. */
export function homelessFaults(errors: object, path: readonly string[] = []): HomelessFault[] {
  return Object.entries(errors).flatMap(([name, node]: [string, unknown]) => {
    if (typeof node !== 'object' || node === null || (path.length === 0 && name === 'root')) return [];
    const here = [...path, name];
    if (!('type' in node) || typeof node.type !== 'string') return homelessFaults(node, here);
    const text = 'message' in node && typeof node.message === 'string' ? node.message : '';
    const hasField = 'ref' in node && node.ref !== undefined;
    return hasField ? [] : [{ field: here.join('.'), text }];
  });
}

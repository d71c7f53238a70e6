const ROW_ID = /^[1-9]\d{0,17}$/;

/** Whether a text can be an id that the database has counted out (`bigint`), so that it may be asked for it. */
export function isRowId(text: string): boolean {
  return ROW_ID.test(text);
}

/** An account by its address; an index has it, in the order of its bytes. */
const EMAIL = 'lower(email COLLATE "C")';

/** Whether a column holds the id of the user with an e-mail, in any letter case. */
export function ofEmail(column: string): string {
  return `${column} = (SELECT id FROM app_user WHERE ${EMAIL} = lower(?::text COLLATE "C"))`;
}

/** Whether a column holds the id of a user whose e-mail begins so, in any letter case. No character comes after the last. */
export function ofEmailStart(column: string): string {
  return `${column} IN (SELECT id FROM app_user WHERE ${EMAIL} >= lower(?::text COLLATE "C")
    AND ${EMAIL} < lower(?::text COLLATE "C") || chr(1114111))`;
}

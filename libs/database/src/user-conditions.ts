/** An account by its address; an index has it, in the order of its bytes. */
const EMAIL = 'lower(email COLLATE "C")';

/** Whether a column holds the id of the user with an e-mail, in any letter case. */
export function ofEmail(column: string): string {
  return `${column} = (SELECT id FROM app_user WHERE ${EMAIL} = lower(?::text COLLATE "C"))`;
}

/** The users whose e-mail begins so, in any letter case. No character comes after the last. */
const OF_EMAIL_START = `(SELECT id FROM app_user WHERE ${EMAIL} >= lower(?::text COLLATE "C")
  AND ${EMAIL} < lower(?::text COLLATE "C") || chr(1114111))`;

/** Whether a column holds the id of a user whose e-mail begins so. */
export function ofEmailStart(column: string): string {
  return `${column} IN ${OF_EMAIL_START}`;
}

/**
 * The same where the column stands in a table that is far larger than the one that is listed: those users are looked up
 * before, one by one. The planner would read all of the large table, once a tenth of the users begin so.
 */
export function ofEmailStartByIndex(column: string): string {
  return `${column} = ANY (ARRAY${OF_EMAIL_START})`;
}

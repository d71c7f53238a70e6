/** The field of a form that a refusal is about, where its code says so. */
export const REFUSED_FIELDS: Readonly<Record<string, string>> = {
  'users.email_taken': 'email',
  'users.invalid_email': 'email',
  'passwords.refused': 'password',
  'groups.invalid_name': 'name',
  'groups.name_taken': 'name',
  'sources.taken': 'slug',
};

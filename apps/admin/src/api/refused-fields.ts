/**
 * The fields that a refusal may be about, where its code says so: of these the ones that were sent, by their names in the
 * body. Where its parameters name them (`fields`), they know better.
 */
export const REFUSED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'account.own_email': ['email'],
  'account.wrong_password': ['current_password', 'password'],
  'filters.name_taken': ['name'],
  'groups.invalid_name': ['name'],
  'groups.name_taken': ['name'],
  'groups.unknown': ['groups'],
  'instruments.link_taken': ['url'],
  'passwords.refused': ['password', 'new_password'],
  'rights.not_held': ['groups', 'permissions'],
  'rights.own': ['groups', 'permissions'],
  'rights.superuser_only': ['is_superuser', 'is_staff'],
  'rights.unknown_permission': ['permissions'],
  'sources.invalid': ['name'],
  'sources.taken': ['slug'],
  'users.email_taken': ['email'],
  'users.invalid': ['display_name'],
  'users.invalid_email': ['email'],
  'users.last_superuser': ['is_superuser', 'is_active'],
};

/** The parameter of a query that a refusal is about, where its code says so. */
export const REFUSED_PARAMETERS: Readonly<Record<string, string>> = {
  'categories.unknown': 'category',
  'imports.complete_needs_source': 'source',
  'imports.source_missing': 'source',
  'sources.unknown': 'source',
};

/** What is for people only: no API key is given it, and forms of keys do not offer it. The API knows the same ones. */
export const PERSONAL_PERMISSIONS: readonly string[] = [
  'users.add_user',
  'users.change_user',
  'users.add_group',
  'users.change_group',
  'auth.add_api_key',
  'auth.change_api_key',
  'panel.share_filter',
];

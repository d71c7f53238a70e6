/** The screens of what entries are about, by the kind of thing. */
const SCREENS: Readonly<Record<string, (id: string) => string>> = {
  user: (id) => `/users/${id}`,
  group: (id) => `/groups/${id}`,
  session: (id) => `/sessions/${id}/show`,
  api_key: (id) => `/api-keys/${id}`,
  instrument: (id) => `/instruments/${id}`,
  source: (id) => `/sources/${id}`,
  import_run: (id) => `/imports/${id}/show`,
  bulk_job: (id) => `/bulk-jobs/${id}/show`,
};

/** Where the screen of a thing is; `null`: it has none, or the thing is gone. */
export function objectLink(type: string, id: string | null, exists: boolean | null): string | null {
  if (id === null || exists !== true) return null;
  return SCREENS[type]?.(encodeURIComponent(id)) ?? null;
}

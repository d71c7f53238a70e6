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

/** Where the screen of a thing is; `null`: it has none. */
export function objectLink(type: string, id: string | null): string | null {
  return id === null ? null : (SCREENS[type]?.(encodeURIComponent(id)) ?? null);
}

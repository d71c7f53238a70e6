/** What production needs besides its database: the key is made up here and signs nothing anywhere else, the servers are nobody's. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  AUTH_KEYS: 'test:Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&',
  APP_URL: 'https://www.example.org',
  SMTP_URL: 'smtp://mail.example.org:587',
} as const;

/** No limits where all requests of a test come from one address; in production, where that is refused, those that are set. */
export const unlimited = ({
  NODE_ENV,
}: {
  readonly NODE_ENV?: string | undefined;
}): { RATE_LIMIT?: string } => (NODE_ENV === 'production' ? {} : { RATE_LIMIT: 'off' });

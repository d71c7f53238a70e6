/** What production needs besides its database: the key is made up here and signs nothing anywhere else. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  AUTH_KEYS: 'test:Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&',
} as const;

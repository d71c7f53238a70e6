import { z } from 'zod';

/**
 * What single commands take from the environment, because arguments are seen by everybody on the machine. Apart from
 * the configuration: no program that serves requests ever holds these.
 */
export const commandVariables = z.object({
  SUPERUSER_EMAIL: z.string().optional(),
  SUPERUSER_PASSWORD: z.string().optional(),
  NEW_PASSWORD: z.string().optional(),
});

/** Secrets that single commands take; `null` is absent. */
export interface CommandSecrets {
  readonly superuserEmail: string | null;
  /** To the letter, with the spaces around it: it is a password. */
  readonly superuserPassword: string | null;
  readonly newPassword: string | null;
}

/**
 * What a command takes from the environment instead of its arguments. An empty variable counts as absent.
 *
 * @param variables for instance `process.env`
 */
export function parseCommandSecrets(variables: Readonly<Record<string, string | undefined>>): CommandSecrets {
  const given = commandVariables.parse(variables);
  const orNull = (text: string | undefined): string | null => (text?.trim() ? text : null);
  return {
    superuserEmail: orNull(given.SUPERUSER_EMAIL)?.trim() ?? null,
    superuserPassword: orNull(given.SUPERUSER_PASSWORD),
    newPassword: orNull(given.NEW_PASSWORD),
  };
}

/** The secrets of this process; only the command that needs one asks. */
export function readCommandSecrets(): CommandSecrets {
  return parseCommandSecrets(process.env);
}

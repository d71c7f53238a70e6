import { type Config, configOf, environment, givenVariables, unsafeSettings } from './config';

const NO_PRODUCTION = 'NODE_ENV is not production: cookies, origins and seeds would be those of a developer';

/** The environment of this process, judged as one of production. */
export interface Deployment {
  /** What keeps it from being one; a sentence each. */
  readonly faults: readonly string[];
  /** What it makes without the settings that are unusable, so that all the others can be judged as well. */
  readonly config: Config;
}

/**
 * Judges an environment by the rules of production, whatever NODE_ENV says.
 *
 * @param variables for instance `process.env`
 */
export function judgeDeployment(variables: Readonly<Record<string, string | undefined>>): Deployment {
  const given = givenVariables(variables);
  const issues = environment.safeParse(given).error?.issues ?? [];
  const unusable = new Set(issues.map(({ path: [name] }) => String(name)));
  const usable = Object.fromEntries(Object.entries(given).filter(([name]) => !unusable.has(name)));
  const unsafe = unsafeSettings(environment.parse({ ...usable, NODE_ENV: 'production' }));
  return {
    faults: [
      ...(given['NODE_ENV'] === 'production' ? [] : [NO_PRODUCTION]),
      ...issues.map(({ path, message }) => `${path.join('.')} ${message}`),
      // what is unusable is not missing as well
      ...unsafe.filter((fault) => !unusable.has(fault.split(' ', 1)[0] ?? '')),
    ],
    config: configOf(environment.parse(usable), false),
  };
}

/** `judgeDeployment` for this process. */
export function readDeployment(): Deployment {
  return judgeDeployment(process.env);
}

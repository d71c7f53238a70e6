import { parse } from 'bowser';

/** What names itself at length is cut to so many characters. */
const MOST = 40;

/** The browser and the system that a user agent names, in short: "Chrome 140, Linux". What is no browser stays as it is. */
export function agentText(agent: string): string {
  if (agent === '') return agent;
  const { browser, os } = parse(agent);
  if (!browser.name) return agent.length > MOST ? `${agent.slice(0, MOST)}…` : agent;
  const [major = ''] = (browser.version ?? '').split('.');
  const name = `${browser.name} ${major}`.trim();
  return os.name ? `${name}, ${os.name}` : name;
}

import { Offline } from './api/client';

/** Where everything is; written beside the page when it is deployed, so that one build serves every stage. */
export interface Config {
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  apiUrl: string;
  /** The three that follow are there only on the embedded cloud, which sends no mail. */
  userPoolEndpoint?: string;
  confirmationCode?: string;
  resetCode?: string;
}

export async function loadConfig(): Promise<Config> {
  // Without options, so that it is the answer that index.html has asked for already.
  const response = await fetch('/config.json').catch(() => {
    throw new Offline();
  });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as Config;
}

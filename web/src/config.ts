/** Where everything is; written beside the page when it is deployed, so that one build serves every stage. */
export interface Config {
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  apiUrl: string;
  /** Where the photos are. */
  mediaUrl: string;
  /** The three that follow are there only on the embedded cloud, which sends no mail. */
  userPoolEndpoint?: string;
  confirmationCode?: string;
  resetCode?: string;
}

let asked: Promise<Config> | undefined;

/** Asked for once, however many want it. */
export function loadConfig(): Promise<Config> {
  return (asked ??= fetchConfig().catch((error: unknown) => {
    // Without a connection, for one: the next attempt asks anew.
    asked = undefined;
    throw error;
  }));
}

async function fetchConfig(): Promise<Config> {
  // Without options, so that it is the answer that index.html has asked for already.
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as Config;
}

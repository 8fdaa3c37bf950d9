/** The configuration, written beside the page when it is deployed, so that one build serves every stage. */
export interface Config {
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  apiUrl: string;
  /** The origin of the photos. */
  mediaUrl: string;
  /** Who may create an account: nobody without an invitation, addresses of `signUpDomains`, or everyone. */
  signUp?: 'closed' | 'domain' | 'open';
  signUpDomains?: string[];
  /** The first of three fields that only the embedded cloud has, which sends no mail. */
  userPoolEndpoint?: string;
  confirmationCode?: string;
  resetCode?: string;
}

let loading: Promise<Config> | undefined;

/** Load the configuration, once for all callers. */
export function loadConfig(): Promise<Config> {
  return (loading ??= fetchConfig().catch((error: unknown) => {
    // After a failure, for example without a connection, the next call tries again.
    loading = undefined;
    throw error;
  }));
}

async function fetchConfig(): Promise<Config> {
  // Without options, so that it uses the response that index.html has requested already.
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as Config;
}

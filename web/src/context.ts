import type { Session } from './auth/session';
import type { Api } from './api/client';
import type { Config } from './config';

/** The configuration, session and API client, set once by `start` before the first render. */
export let config: Config;
export let session: Session;
export let api: Api;

/** Set the configuration, the session and the API client of the page. */
export function provide(given: { config: Config; session: Session; api: Api }): void {
  ({ config, session, api } = given);
}

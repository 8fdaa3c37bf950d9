import type { Session } from './auth/session';
import type { Api } from './api/client';
import type { Config } from './config';

/** Made once, by `start`, before anything is shown. */
export let config: Config;
export let session: Session;
export let api: Api;

/** Say where everything is, and who speaks for the reader. */
export function provide(given: { config: Config; session: Session; api: Api }): void {
  ({ config, session, api } = given);
}

import { ahead } from './api/prefetch';
import { addressOf } from './api/address';
import { keptToken, mayResume } from './auth/kept';
import { loadConfig, type Config } from './config';
import { INSIDE, LOAD } from './views';
import { beginning } from './live/feedStart';
import { firstCount, pageQuery } from './photos/first';
import { parse } from './routes';

/*
 * Small, so that it is loaded before everything else: while the rest is loading, it requests what the address will most
 * likely show, both the view and its data.
 */

const view = INSIDE[parse(location.pathname).name];
if (view && mayResume(localStorage)) {
  // Whatever fails here is requested again where it is needed, and reported there.
  LOAD[view]().catch(() => undefined);
  loadConfig()
    .then(lookAhead)
    .catch(() => undefined)
    .finally(warmUp);
}
begin();

/** Load the app, again and again until the connection allows it: there is nothing yet that could report a failure. */
function begin(): void {
  import('./start').catch(() => setTimeout(begin, 3000));
}

async function lookAhead({ apiUrl, mediaUrl, userPoolClientId }: Config): Promise<void> {
  const token = keptToken(localStorage, userPoolClientId, Date.now());
  if (token === undefined) {
    // Amplify is needed to get another token.
    await import('./auth/amplify');
  } else if (view === 'photos') {
    ahead.ask(apiUrl + addressOf('/files', { query: pageQuery(firstCount(window)) }), token);
    connect(mediaUrl);
  } else {
    // Not beside a list that is requested already, which should have the service to itself.
    beginning.ask(apiUrl + addressOf('/changes'), token);
  }
}

/** Connect in advance: nothing is requested from there yet, but connecting takes a while. */
function connect(origin: string): void {
  const link = document.createElement('link');
  link.rel = 'preconnect';
  link.href = origin;
  document.head.append(link);
}

/** Create a date format while everything waits: a browser's first one is slow, because it searches all languages. */
function warmUp(): void {
  new Intl.DateTimeFormat();
}

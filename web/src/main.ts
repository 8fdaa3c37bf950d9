import { prefetched } from './api/prefetch';
import { addressOf } from './api/address';
import { storedToken, hasStoredSession } from './auth/storedSession';
import { loadConfig, type Config } from './config';
import { SIGNED_IN_VIEWS, VIEW_LOADERS } from './views';
import { feedStart } from './live/feedStart';
import { firstPageSize, pageQuery } from './photos/firstPage';
import { parseRoute } from './routes';

/*
 * Small, so that it is loaded before everything else: while the rest is loading, it requests what the address will most
 * likely show, both the view and its data.
 */

const view = SIGNED_IN_VIEWS[parseRoute(location.pathname).name];
if (view && hasStoredSession(localStorage)) {
  // Whatever fails here is requested again where it is needed, and reported there.
  VIEW_LOADERS[view]().catch(() => undefined);
  loadConfig()
    .then(prefetchData)
    .catch(() => undefined)
    .finally(warmUpDateFormat);
}
loadApp();

/** Load the app, again and again until the connection allows it: there is nothing yet that could report a failure. */
function loadApp(): void {
  import('./start').catch(() => setTimeout(loadApp, 3000));
}

async function prefetchData({ apiUrl, mediaUrl, userPoolClientId }: Config): Promise<void> {
  const token = storedToken(localStorage, userPoolClientId, Date.now());
  if (token === undefined) {
    // Amplify is needed to get another token.
    await import('./auth/amplify');
  } else if (view === 'photos') {
    prefetched.request(apiUrl + addressOf('/files', { query: pageQuery(firstPageSize(window)) }), token);
    preconnect(mediaUrl);
  } else {
    // Not beside a list that is requested already, which should have the service to itself.
    feedStart.request(apiUrl + addressOf('/changes'), token);
  }
}

/** Connect in advance: nothing is requested from there yet, but connecting takes a while. */
function preconnect(origin: string): void {
  const link = document.createElement('link');
  link.rel = 'preconnect';
  link.href = origin;
  document.head.append(link);
}

/** Create a date format while everything waits: a browser's first one is slow, because it searches all languages. */
function warmUpDateFormat(): void {
  new Intl.DateTimeFormat();
}

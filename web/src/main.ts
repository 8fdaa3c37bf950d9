import { ahead } from './api/prefetch';
import { addressOf } from './api/address';
import { keptToken, mayResume } from './auth/kept';
import { loadConfig, type Config } from './config';
import { INSIDE, LOAD } from './views';
import { beginning } from './live/feedStart';
import { firstCount, pageQuery } from './photos/first';
import { parse } from './routes';

/*
 * Small, so that it is there before everything else: while the rest is on its way, what the address will most likely
 * show is already asked for, both the view and what is to be in it.
 */

const view = INSIDE[parse(location.pathname).name];
if (view && mayResume(localStorage)) {
  // Whatever fails here is asked for once more where it is needed, and told there.
  LOAD[view]().catch(() => undefined);
  loadConfig()
    .then(lookAhead)
    .catch(() => undefined)
    .finally(warmUp);
}
begin();

/** Again and again, until the connection lets it through: there is nothing yet that could say so. */
function begin(): void {
  import('./start').catch(() => setTimeout(begin, 3000));
}

async function lookAhead({ apiUrl, mediaUrl, userPoolClientId }: Config): Promise<void> {
  const token = keptToken(localStorage, userPoolClientId, Date.now());
  if (token === undefined) {
    // It takes this to get another one.
    await import('./auth/amplify');
  } else if (view === 'photos') {
    ahead.ask(apiUrl + addressOf('/files', { query: pageQuery(firstCount(window)) }), token);
    connect(mediaUrl);
  } else {
    // Not beside a list that is asked for already: that one should have the service to itself.
    beginning.ask(apiUrl + addressOf('/changes'), token);
  }
}

/** Nothing is asked for there yet, but it takes a while to get through. */
function connect(origin: string): void {
  const link = document.createElement('link');
  link.rel = 'preconnect';
  link.href = origin;
  document.head.append(link);
}

/** A browser's first date takes long, for it looks through all its languages: better now, while everything waits. */
function warmUp(): void {
  new Intl.DateTimeFormat();
}

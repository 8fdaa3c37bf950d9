import { effect } from '@preact/signals';
import { render } from 'preact';
import { prefetched } from './api/prefetch';
import { createApi } from './api/client';
import { Offline } from './api/errors';
import { App, preloadCurrentView } from './app';
import { hasStoredSession } from './auth/storedSession';
import { Session } from './auth/session';
import { loadConfig } from './config';
import { VIEW_LOADERS } from './views';
import { provide } from './context';
import { feedStart } from './live/feedStart';
import { isCutOff } from './live/subscribers';
import { route, startRouter } from './router';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';
import { guardDrops } from './ui/dropGuard';
import { ErrorNote } from './ui/ErrorNote';
import { keepFocus } from './ui/keptFocus';
import { keysWithPrefix } from './ui/storage';
import './ui/View.css';

/** The milliseconds to wait after a part of the page could not be fetched. */
const RETRY_DELAY_MS = 30_000;

async function start(root: HTMLElement): Promise<void> {
  if (hasStoredSession(localStorage)) preloadCurrentView();
  try {
    const config = await loadConfig().catch((error: unknown) => {
      throw error instanceof TypeError ? new Offline() : error;
    });
    const session = new Session(config);
    const api = createApi(config.apiUrl, {
      token: (fresh) => session.token(fresh),
      onSignedOut: () => session.end(),
      fetch: (url, init) => feedStart.watch(init.method, prefetched.fetch(url, init)),
    });
    provide({ config, session, api });
    await session.resume();
    startRouter();
    keepFocus((forget) => route.subscribe(forget));
    render(<App />, root);
    onceSignedIn(session, () => void resumeOutbox(session));
    onceSignedIn(session, () => void feedStart.waitUntilIdle(sleep).then(loadLiveUpdates));
    onceSignedIn(session, () => void feedStart.waitUntilIdle(sleep).then(preloadViews));
  } catch (error) {
    render(
      <main class="view view-text">
        <ErrorNote error={error} retry={() => void start(root)} />
      </main>,
      root,
    );
  }
}

function onceSignedIn(session: Session, act: () => void): void {
  let isDone = false;
  effect(() => {
    if (isDone || session.status.value !== 'in') return;
    isDone = true;
    act();
  });
}

/** Send notes that were captured on an earlier visit, whichever view is open. */
async function resumeOutbox({ userId }: Session): Promise<void> {
  const owner = userId.peek();
  if (owner === null || keysWithPrefix(localStorage, `skynotes.outbox.${owner}.`).length === 0) return;
  try {
    const { notesStore } = await import('./notes/store/notesStore');
    await notesStore().outbox.resume();
  } catch {
    // They wait until the list of notes is shown, or for the next visit.
  }
}

/** Fetch what needs a network before the network is lost, and resume uploads of an earlier visit. */
async function preloadViews(): Promise<void> {
  for (const load of Object.values(VIEW_LOADERS)) load().catch(() => undefined);
  try {
    const { prepareUploads, resumeUploads } = await import('./uploads/uploads');
    prepareUploads();
    await resumeUploads();
  } catch {
    await sleep(RETRY_DELAY_MS * (1 + Math.random()));
    await preloadViews();
  }
}

/** Start live updates. Nothing on the page needs them; until they start, the page is not notified of changes. */
async function loadLiveUpdates(): Promise<void> {
  for (;;) {
    try {
      const [{ startLiveUpdates }, position] = await Promise.all([
        import('./live/startLiveUpdates'),
        feedStart.position(),
      ]);
      startLiveUpdates(position);
      return;
    } catch {
      isCutOff.value = true;
      await sleep(RETRY_DELAY_MS * (1 + Math.random()));
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

guardDrops(window);
const root = document.getElementById('app');
if (root) void start(root);

import { effect } from '@preact/signals';
import { render } from 'preact';
import { ahead } from './api/prefetch';
import { apiAt } from './api/client';
import { Offline } from './api/errors';
import { App, prepare } from './app';
import { mayResume } from './auth/kept';
import { Session } from './auth/session';
import { loadConfig } from './config';
import { LOAD } from './views';
import { provide } from './context';
import { beginning } from './live/feedStart';
import { isCutOff } from './live/subscribers';
import { route, startRouter } from './router';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';
import { guardDrops } from './ui/dropGuard';
import { ErrorNote } from './ui/ErrorNote';
import { keepFocus } from './ui/keptFocus';
import { namesIn } from './ui/storage';
import './ui/View.css';

/** The milliseconds to wait after a part of the page could not be fetched. */
const LATER = 30_000;

async function start(root: HTMLElement): Promise<void> {
  if (mayResume(localStorage)) prepare();
  try {
    const config = await loadConfig().catch((error: unknown) => {
      throw error instanceof TypeError ? new Offline() : error;
    });
    const session = new Session(config);
    const api = apiAt(config.apiUrl, {
      token: (fresh) => session.token(fresh),
      onSignedOut: () => session.end(),
      fetch: (url, init) => beginning.watch(init.method, ahead.fetch(url, init)),
    });
    provide({ config, session, api });
    await session.resume();
    startRouter();
    keepFocus((forget) => route.subscribe(forget));
    render(<App />, root);
    whenSignedIn(session, () => void sendWhatWaits(session));
    whenSignedIn(session, () => void beginning.calm(sleep).then(goLive));
    whenSignedIn(session, () => void beginning.calm(sleep).then(getReady));
  } catch (error) {
    render(
      <main class="view view-text">
        <ErrorNote error={error} retry={() => void start(root)} />
      </main>,
      root,
    );
  }
}

function whenSignedIn(session: Session, act: () => void): void {
  let isDone = false;
  effect(() => {
    if (isDone || session.standing.value !== 'in') return;
    isDone = true;
    act();
  });
}

/** Send notes that were captured on an earlier visit, whichever view is open. */
async function sendWhatWaits({ person }: Session): Promise<void> {
  const owner = person.peek();
  if (owner === null || namesIn(localStorage, `skynotes.outbox.${owner}.`).length === 0) return;
  try {
    const { notesStore } = await import('./notes/store/notesStore');
    await notesStore().outbox.resume();
  } catch {
    // They wait until the list of notes is shown, or for the next visit.
  }
}

/** Fetch what needs a network before the network is lost, and resume uploads of an earlier visit. */
async function getReady(): Promise<void> {
  for (const load of Object.values(LOAD)) load().catch(() => undefined);
  try {
    const { prepareUploads, resumeUploads } = await import('./uploads/uploads');
    prepareUploads();
    await resumeUploads();
  } catch {
    await sleep(LATER * (1 + Math.random()));
    await getReady();
  }
}

/** Start live updates. Nothing on the page needs them; until they start, the page is not notified of changes. */
async function goLive(): Promise<void> {
  for (;;) {
    try {
      const [{ stayUpToDate }, begun] = await Promise.all([import('./live/page'), beginning.begun()]);
      stayUpToDate(begun);
      return;
    } catch {
      isCutOff.value = true;
      await sleep(LATER * (1 + Math.random()));
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

guardDrops(window);
const root = document.getElementById('app');
if (root) void start(root);

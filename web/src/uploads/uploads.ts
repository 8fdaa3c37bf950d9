/** The uploads of this page, from all its views. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';

import { api, session } from '../context';
import { isDownloading } from '../files/actions';
import { catalogue } from '../files/catalogue';
import { typedByBytes } from '../files/limits';
import { LazyCode } from '../ui/lazy';
import { thisTab } from '../ui/thisTab';
import { KeptUploads } from './keptUploads';
import { hashing } from '../workers/hashing';
import { OwnHashes } from './ownHashes';
import { remember } from '../files/ownPictures';
import type { Queue } from './queue';
import { send } from './putRequest';
import { Uploader } from './uploader';
import { wakeLock } from './wakeLock';

/** Counter that increases whenever the dimensions of a picture being uploaded become known. */
export const measured = signal(0);

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const own = new OwnHashes({ api: () => api, catalogue, sleep });
let kept: KeptUploads | undefined;

export const uploader = new Uploader({
  api: () => api,
  catalogue,
  typed: typedByBytes,
  hash: (file, onProgress, stop) => hashing.sha256Of(file, onProgress, stop),
  send,
  sleep,
  isKnown: (sha256) => own.has(sha256),
  now: Date.now,
  remember: (id, file) => remember(id, file, () => (measured.value += 1)),
  kept: {
    keep: async (record, file) => (await kept?.keep(record, file)) ?? false,
    note: async (record) => (await kept?.note(record)) ?? false,
    forget: async (key) => kept?.forget(key),
  },
});

/** The queue that the tray shows. */
export const uploads: ReadonlySignal<Queue> = uploader.queue;

const tray = new LazyCode(() => import('./showTray'));

/** Upload files to the photo library, or to a note if one is named. Resolves to whether the device has each new one. */
export async function enqueue(
  files: readonly File[],
  options: { noteId?: string; keys?: readonly string[] } = {},
): Promise<boolean[]> {
  if (files.length === 0) return [];
  begin();
  void showTray();
  return uploader.enqueue(files, options);
}

/** Load the code for uploads while the page is idle: without a network it could not be loaded later. */
export function prepareUploads(): void {
  hashing.prepare();
  void showTray();
}

/** Continue the uploads that earlier pages of this user have left. */
export async function resumeUploads(): Promise<void> {
  const found = await begin().adopt((key) => uploader.has(key));
  if (found.length === 0) return;
  uploader.resume(found);
  void showTray();
}

async function showTray(): Promise<void> {
  try {
    (await tray.fetch()).showTray();
  } catch {
    addEventListener('online', () => void showTray(), { once: true });
  }
}

/** Set up kept uploads, sign-out and wake lock on first use: this module may be loaded before there is a session. */
function begin(): KeptUploads {
  if (kept) return kept;
  const keeping = (kept = new KeptUploads({
    owner: session.person.peek() ?? 'nobody',
    tab: thisTab,
    locks: navigator.locks,
  }));
  session.onSignOut(() => {
    keeping.seal();
    uploader.reset();
    return Promise.resolve();
  });
  const screen = 'wakeLock' in navigator ? navigator.wakeLock : undefined;
  effect(wakeLock(() => uploader.isBusy, screen, document));
  return keeping;
}

addEventListener('online', () => uploader.reconnect());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && kept) void resumeUploads();
});
addEventListener('beforeunload', (event) => {
  // The browser shows its own question.
  if (uploader.wouldLose && !isDownloading()) event.preventDefault();
});

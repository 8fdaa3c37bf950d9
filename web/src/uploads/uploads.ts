/** The uploads of this page, from all its views. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';

import { accountText } from '#text/account';
import { StorageNotice } from '../account/storageNotice';
import { api, session } from '../context';
import { isDownloading } from '../files/actions';
import { catalogue } from '../files/sharedCatalogue';
import { withDetectedType } from '../files/limits';
import { LazyCode } from '../ui/lazy';
import { toast } from '../ui/toast';
import { currentTabId } from '../ui/currentTab';
import { KeptUploads } from './keptUploads';
import { hashing } from '../workers/hashing';
import { OwnHashes } from './ownHashes';
import { addLocalPreview } from '../files/localPreviews';
import type { Queue } from './queue';
import { send } from './putRequest';
import { Uploader } from './uploader';
import { wakeLock } from './wakeLock';

/** Counter that increases whenever the dimensions of a picture being uploaded become known. */
export const measuredPreviews = signal(0);

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const ownHashes = new OwnHashes({ api: () => api, catalogue, sleep });
let kept: KeptUploads | undefined;

export const uploader = new Uploader({
  api: () => api,
  catalogue,
  detectType: withDetectedType,
  hash: (file, onProgress, stop) => hashing.sha256Of(file, onProgress, stop),
  send,
  sleep,
  isKnown: (sha256) => ownHashes.has(sha256),
  now: Date.now,
  addLocalPreview: (id, file) => addLocalPreview(id, file, () => (measuredPreviews.value += 1)),
  kept: {
    keep: async (record, file) => (await kept?.keep(record, file)) ?? false,
    saveRecord: async (record) => (await kept?.saveRecord(record)) ?? false,
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
  setUp();
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
  const found = await setUp().adopt((key) => uploader.has(key));
  if (found.length === 0) return;
  uploader.resume(found);
  void showTray();
}

async function showTray(): Promise<void> {
  try {
    (await tray.fetch()).showTray(uploader);
  } catch {
    addEventListener('online', () => void showTray(), { once: true });
  }
}

/** Set up kept uploads, sign-out and wake lock on first use: this module may be loaded before there is a session. */
function setUp(): KeptUploads {
  if (kept) return kept;
  const keptUploads = (kept = new KeptUploads({
    owner: session.userId.peek() ?? 'nobody',
    tab: currentTabId,
    locks: navigator.locks,
  }));
  session.onSignOut(() => {
    keptUploads.seal();
    uploader.reset();
    return Promise.resolve();
  });
  const screen = 'wakeLock' in navigator ? navigator.wakeLock : undefined;
  effect(wakeLock(() => uploader.isBusy, screen, document));
  effect(noticeAfter(() => uploader.isBusy));
  return keptUploads;
}

/** Return an effect that looks at the account's limits each time that uploads have ended. */
function noticeAfter(isBusy: () => boolean): () => void {
  const notice = new StorageNotice(session.userId.peek() ?? 'nobody', {
    account: () => api.get('/me'),
    store: localStorage,
    now: Date.now,
    notify: (limits) => toast(accountText.usage.almostFull(limits)),
  });
  let wasBusy = false;
  return () => {
    const busy = isBusy();
    if (wasBusy && !busy) void notice.afterUploads();
    wasBusy = busy;
  };
}

addEventListener('online', () => uploader.reconnect());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && kept) void resumeUploads();
});
addEventListener('beforeunload', (event) => {
  // The browser shows its own question.
  if (uploader.wouldLose && !isDownloading()) event.preventDefault();
});

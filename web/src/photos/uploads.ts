/** The uploads of this page, wherever in it they were begun. */
import { signal, type ReadonlySignal } from '@preact/signals';

import { api, session } from '../context';
import { isDownloading } from '../files/actions';
import { catalogue } from '../files/known';
import { sha256Of } from '../workers/hashing';
import { remember } from './pictures';
import type { Queue } from './queue';
import { send } from './sending';
import { Uploader } from './uploader';

/** Counts up whenever the shape of a picture on its way has become known. */
export const measured = signal(0);

export const uploader = new Uploader({
  api: () => api,
  catalogue,
  hash: sha256Of,
  send,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  now: Date.now,
  remember: (id, file) => remember(id, file, () => (measured.value += 1)),
});

/** What the tray shows. */
export const uploads: ReadonlySignal<Queue> = uploader.queue;

/** Upload these files: to the photo library, or to a note where one is named. */
export function enqueue(files: File[], options: { noteId?: string } = {}): void {
  if (files.length === 0) return;
  watch();
  uploader.enqueue(files, options);
  void import('./showTray').then(({ showTray }) => showTray());
}

let watching = false;

/** Whoever signs out stops their uploads. Not asked for before there are any: this file may be here before a session. */
function watch(): void {
  if (watching) return;
  watching = true;
  session.onSignOut(() => {
    uploader.reset();
    return Promise.resolve();
  });
}

addEventListener('online', () => uploader.reconnect());
addEventListener('beforeunload', (event) => {
  // The browser asks in its own words.
  if (uploader.wouldLose && !isDownloading()) event.preventDefault();
});

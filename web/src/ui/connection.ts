import { signal } from '@preact/signals';

/** Whether the browser has a network at all; that says nothing of who is at the other end. */
export const isOnline = signal(navigator.onLine);

addEventListener('online', () => {
  isOnline.value = true;
});
addEventListener('offline', () => {
  isOnline.value = false;
});

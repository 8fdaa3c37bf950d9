import { signal } from '@preact/signals';

/** The browser's network state; says nothing about whether the service is reachable. */
export const isOnline = signal(navigator.onLine);

addEventListener('online', () => {
  isOnline.value = true;
});
addEventListener('offline', () => {
  isOnline.value = false;
});

import { describe, expect, it, vi } from 'vitest';

import { wakeLock } from './wakeLock';

function surroundings() {
  const page = new EventTarget() as Document & { visibilityState: string };
  page.visibilityState = 'visible';
  const locks: (EventTarget & { release: () => Promise<void> })[] = [];
  const request = vi.fn(() => {
    const lock = Object.assign(new EventTarget(), { release: vi.fn(() => Promise.resolve()) });
    locks.push(lock);
    return Promise.resolve(lock as unknown as WakeLockSentinel);
  });
  return { page, locks, request };
}

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the wake lock', () => {
  it('is requested once while files are sent, and released afterwards', async () => {
    const { page, locks, request } = surroundings();
    let isSending = true;
    const update = wakeLock(() => isSending, { request }, page);
    update();
    update();
    await moment();
    expect(request).toHaveBeenCalledTimes(1);
    isSending = false;
    update();
    expect(locks[0]?.release).toHaveBeenCalled();
  });

  it('is requested again when the page becomes visible', async () => {
    const { page, locks, request } = surroundings();
    wakeLock(() => true, { request }, page)();
    await moment();
    locks[0]?.dispatchEvent(new Event('release'));
    page.dispatchEvent(new Event('visibilitychange'));
    await moment();
    expect(request).toHaveBeenCalledTimes(2);
  });

  it('is optional if the browser refuses it', async () => {
    const { page } = surroundings();
    wakeLock(() => true, { request: () => Promise.reject(new Error('battery')) }, page)();
    wakeLock(() => true, undefined, page)();
    await moment();
  });
});

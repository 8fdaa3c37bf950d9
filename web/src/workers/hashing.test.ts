import { describe, expect, it, vi } from 'vitest';

import { Offline } from '../api/errors';
import { Hashing, UnreadableFile, type HashResponse, type HashRequest } from './hashing';

class FakeWorker extends EventTarget {
  readonly asked: HashRequest[] = [];
  terminate = vi.fn();

  postMessage(request: HashRequest): void {
    this.asked.push(request);
  }

  say(answer: HashResponse): void {
    this.dispatchEvent(new MessageEvent('message', { data: answer }));
  }
}

function hashing() {
  const workers: FakeWorker[] = [];
  const made = new Hashing(() => {
    workers.push(new FakeWorker());
    return workers.at(-1) as unknown as Worker;
  });
  return { hashing: made, workers };
}

const FILE = new Blob(['bytes']);
const goOn = (): AbortSignal => new AbortController().signal;

describe('hashing', () => {
  it('returns the hash of each file from one worker', async () => {
    const { hashing: made, workers } = hashing();
    const progress = vi.fn();
    const [one, other] = [made.sha256Of(FILE, progress, goOn()), made.sha256Of(FILE, vi.fn(), goOn())];
    workers[0]?.say({ id: 2, sha256: 'other' });
    workers[0]?.say({ id: 1, progress: 0.5 });
    workers[0]?.say({ id: 1, sha256: 'one' });
    expect([await one, await other, workers.length]).toEqual(['one', 'other', 1]);
    expect(progress).toHaveBeenCalledWith(0.5);
  });

  it('reports code that does not load as offline, and retries with a new worker', async () => {
    const { hashing: made, workers } = hashing();
    const lost = made.sha256Of(FILE, vi.fn(), goOn());
    workers[0]?.dispatchEvent(new Event('error'));
    await expect(lost).rejects.toThrow(Offline);
    const found = made.sha256Of(FILE, vi.fn(), goOn());
    workers[1]?.say({ id: 2, sha256: 'found' });
    expect(await found).toBe('found');
  });

  it('reports an unreadable file', async () => {
    const { hashing: made, workers } = hashing();
    const lost = made.sha256Of(FILE, vi.fn(), goOn());
    workers[0]?.say({ id: 1, isUnreadable: true });
    await expect(lost).rejects.toThrow(UnreadableFile);
  });

  it('stops reading after an abort', async () => {
    const { hashing: made, workers } = hashing();
    const stop = new AbortController();
    const lost = made.sha256Of(FILE, vi.fn(), stop.signal);
    stop.abort(new Error('cancelled'));
    await expect(lost).rejects.toThrow('cancelled');
    expect(workers[0]?.asked.at(-1)).toEqual({ id: 1 });
  });
});

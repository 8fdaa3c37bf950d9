import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Offline } from '../api/errors';
import { send } from './putRequest';

/** A fake of the parts of XMLHttpRequest that the page uses, controlled by the tests. */
class Request extends EventTarget {
  static last: Request;
  readonly upload = new EventTarget();
  readonly headers: Record<string, string> = {};
  status = 0;
  sent: unknown;
  aborted = false;

  constructor() {
    super();
    Request.last = this;
  }

  open(method: string, url: string): void {
    expect([method, url]).toEqual(['PUT', 'https://media.example/']);
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body: unknown): void {
    this.sent = body;
  }

  abort(): void {
    this.aborted = true;
    this.dispatchEvent(new Event('loadend'));
  }

  answer(status: number): void {
    this.status = status;
    this.dispatchEvent(new Event('load'));
    this.dispatchEvent(new Event('loadend'));
  }
}

const moved = () => Object.assign(new Event('progress'), { loaded: 2, total: 4 });

const upload = {
  method: 'PUT',
  url: 'https://media.example/',
  headers: { 'If-None-Match': '*' },
  expires_at: '2026-07-04T13:00:00.000Z',
};

describe('send', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('XMLHttpRequest', Request);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('sends the file, reports progress, and resolves to the status', async () => {
    const told: number[] = [];
    const file = new Blob(['bytes']);
    const sending = send(upload, file, (progress) => told.push(progress), new AbortController().signal);
    expect(Request.last.headers).toEqual({ 'If-None-Match': '*' });
    expect(Request.last.sent).toBe(file);
    Request.last.upload.dispatchEvent(moved());
    Request.last.answer(412);
    expect(await sending).toBe(412);
    expect(told).toEqual([0.5]);
  });

  it('treats a failed connection and a stalled one as offline', async () => {
    const failing = send(upload, new Blob(), () => undefined, new AbortController().signal);
    Request.last.dispatchEvent(new Event('error'));
    await expect(failing).rejects.toThrow(Offline);

    const stalling = send(upload, new Blob(), () => undefined, new AbortController().signal);
    const refused = expect(stalling).rejects.toThrow(Offline);
    vi.advanceTimersByTime(59_000);
    Request.last.upload.dispatchEvent(moved());
    vi.advanceTimersByTime(59_000);
    expect(Request.last.aborted).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(Request.last.aborted).toBe(true);
    await refused;
  });

  it('stops when aborted', async () => {
    const stop = new AbortController();
    const sending = send(upload, new Blob(), () => undefined, stop.signal);
    stop.abort(new DOMException('Cancelled', 'AbortError'));
    await expect(sending).rejects.toThrow('Cancelled');
    expect(Request.last.aborted).toBe(true);
  });
});

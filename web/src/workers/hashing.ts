/** The page's side of hash.worker.ts. */
import { Offline } from '../api/errors';

export interface HashRequest {
  id: number;
  /** The file to hash; missing to cancel the request with that id. */
  file?: Blob;
}

export interface HashAnswer {
  id: number;
  /** True once the worker's code is loaded. */
  isReady?: boolean;
  /** The progress, from 0 to 1. */
  progress?: number;
  sha256?: string;
  isUnreadable?: boolean;
}

/** A file that the browser could not read: it was moved, changed or removed after it was selected. */
export class Unreadable extends Error {}

interface Waiting {
  onProgress: (progress: number) => void;
  resolve: (sha256: string) => void;
  reject: (error: Error) => void;
}

/** A worker for all files, started before it is needed: without a network its code could not be fetched any more. */
export class Hashing {
  readonly #make: () => Worker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #isReady = false;
  #made = 0;

  constructor(make: () => Worker) {
    this.#make = make;
  }

  prepare(): Worker {
    if (this.#worker) return this.#worker;
    const worker = (this.#worker = this.#make());
    worker.addEventListener('message', ({ data }: MessageEvent<HashAnswer>) => this.#hear(data));
    worker.addEventListener('error', () => this.#lose());
    return worker;
  }

  /** Return a file's lowercase hex SHA-256. Rejects with `Unreadable`, or with `Offline` if the code does not load. */
  sha256Of(file: Blob, onProgress: (progress: number) => void, signal: AbortSignal): Promise<string> {
    const id = (this.#made += 1);
    return new Promise<string>((resolve, reject) => {
      signal.throwIfAborted();
      this.#waiting.set(id, { onProgress, resolve, reject });
      signal.addEventListener('abort', () => this.#stop(id, signal.reason as Error), { once: true });
      this.prepare().postMessage({ id, file } satisfies HashRequest);
    });
  }

  #hear({ id, isReady, progress, sha256, isUnreadable }: HashAnswer): void {
    if (isReady) this.#isReady = true;
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (progress !== undefined) waiting.onProgress(progress);
    if (sha256 === undefined && !isUnreadable) return;
    this.#waiting.delete(id);
    if (sha256 === undefined) waiting.reject(new Unreadable());
    else waiting.resolve(sha256);
  }

  #stop(id: number, reason: Error): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    this.#worker?.postMessage({ id } satisfies HashRequest);
    waiting.reject(reason);
  }

  /** Drop the worker; the next file gets a new one. */
  #lose(): void {
    const waiting = [...this.#waiting.values()];
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#waiting.clear();
    for (const { reject } of waiting) reject(this.#isReady ? new Unreadable() : new Offline());
    this.#isReady = false;
  }
}

export const hashing = new Hashing(() => new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' }));

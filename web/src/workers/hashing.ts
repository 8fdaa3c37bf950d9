/** The page's side of hash.worker.ts. */
import { Offline } from '../api/errors';

export interface HashRequest {
  id: number;
  /** The file to hash; missing to cancel the request with that id. */
  file?: Blob;
}

export interface HashResponse {
  id: number;
  /** True once the worker's code is loaded. */
  isReady?: boolean;
  /** The progress, from 0 to 1. */
  progress?: number;
  sha256?: string;
  isUnreadable?: boolean;
}

/** A file that the browser could not read: it was moved, changed or removed after it was selected. */
export class UnreadableFile extends Error {}

interface PendingHash {
  onProgress: (progress: number) => void;
  resolve: (sha256: string) => void;
  reject: (error: Error) => void;
}

/** A worker for all files, started before it is needed: without a network its code could not be fetched any more. */
export class Hashing {
  readonly #createWorker: () => Worker;
  readonly #pending = new Map<number, PendingHash>();
  #worker: Worker | undefined;
  #isReady = false;
  #lastId = 0;

  constructor(createWorker: () => Worker) {
    this.#createWorker = createWorker;
  }

  prepare(): Worker {
    if (this.#worker) return this.#worker;
    const worker = (this.#worker = this.#createWorker());
    worker.addEventListener('message', ({ data }: MessageEvent<HashResponse>) => this.#handleMessage(data));
    worker.addEventListener('error', () => this.#dropWorker());
    return worker;
  }

  /** Return a file's lowercase hex SHA-256. Rejects with `UnreadableFile`, or with `Offline` if the code does not load. */
  sha256Of(file: Blob, onProgress: (progress: number) => void, signal: AbortSignal): Promise<string> {
    const id = (this.#lastId += 1);
    return new Promise<string>((resolve, reject) => {
      signal.throwIfAborted();
      this.#pending.set(id, { onProgress, resolve, reject });
      signal.addEventListener('abort', () => this.#stop(id, signal.reason as Error), { once: true });
      this.prepare().postMessage({ id, file } satisfies HashRequest);
    });
  }

  #handleMessage({ id, isReady, progress, sha256, isUnreadable }: HashResponse): void {
    if (isReady) this.#isReady = true;
    const waiting = this.#pending.get(id);
    if (!waiting) return;
    if (progress !== undefined) waiting.onProgress(progress);
    if (sha256 === undefined && !isUnreadable) return;
    this.#pending.delete(id);
    if (sha256 === undefined) waiting.reject(new UnreadableFile());
    else waiting.resolve(sha256);
  }

  #stop(id: number, reason: Error): void {
    const waiting = this.#pending.get(id);
    if (!waiting) return;
    this.#pending.delete(id);
    this.#worker?.postMessage({ id } satisfies HashRequest);
    waiting.reject(reason);
  }

  /** Drop the worker; the next file gets a new one. */
  #dropWorker(): void {
    const waiting = [...this.#pending.values()];
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#pending.clear();
    for (const { reject } of waiting) reject(this.#isReady ? new UnreadableFile() : new Offline());
    this.#isReady = false;
  }
}

export const hashing = new Hashing(() => new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' }));

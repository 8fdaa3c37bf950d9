/** The page's side of hash.worker.ts. */

export interface HashMessage {
  /** From 0 to 1. */
  progress?: number;
  sha256?: string;
  unreadable?: boolean;
}

/** The browser could not read the file: it was moved, changed or taken away after it was chosen. */
export class Unreadable extends Error {}

/** The lowercase hex SHA-256 of a file, worked out by a worker of its own, which ends with it. */
export function sha256Of(file: Blob, onProgress: (progress: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' });
    const end = (outcome: () => void): void => {
      worker.terminate();
      signal.removeEventListener('abort', onAbort);
      outcome();
    };
    const onAbort = (): void => end(() => reject(signal.reason as Error));
    signal.addEventListener('abort', onAbort);
    worker.addEventListener('error', () => end(() => reject(new Unreadable())));
    worker.addEventListener('message', ({ data }: MessageEvent<HashMessage>) => {
      if (data.progress !== undefined) onProgress(data.progress);
      if (data.unreadable) end(() => reject(new Unreadable()));
      const { sha256 } = data;
      if (sha256 !== undefined) end(() => resolve(sha256));
    });
    worker.postMessage(file);
  });
}

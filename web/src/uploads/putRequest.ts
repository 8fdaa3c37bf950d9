/** A request to S3. XMLHttpRequest, because `fetch` does not report how much of a body has been sent. */
import { Offline } from '../api/errors';
import type { Upload } from '../api/types';

/** Time without progress, in milliseconds, after which the connection counts as lost. */
const STALL_TIMEOUT_MS = 60_000;

/** Send the file; resolve to the status of the response. Rejects with `Offline` if there is none. */
export function send(
  upload: Upload,
  file: Blob,
  onProgress: (progress: number) => void,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stallTimer: ReturnType<typeof setTimeout> | undefined;
    const restartStallTimer = (): void => {
      clearTimeout(stallTimer);
      stallTimer = setTimeout(() => {
        reject(new Offline());
        request.abort();
      }, STALL_TIMEOUT_MS);
    };
    const onAbort = (): void => {
      request.abort();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort);
    request.addEventListener('loadend', () => {
      clearTimeout(stallTimer);
      signal.removeEventListener('abort', onAbort);
    });
    request.addEventListener('load', () => resolve(request.status));
    request.addEventListener('error', () => reject(new Offline()));
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      restartStallTimer();
      onProgress(total ? loaded / total : 1);
    });
    request.open(upload.method, upload.url);
    for (const [name, value] of Object.entries(upload.headers)) request.setRequestHeader(name, value);
    request.send(file);
    restartStallTimer();
  });
}

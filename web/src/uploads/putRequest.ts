/** One request to S3. XMLHttpRequest, because `fetch` does not tell how much of a body has left. */
import { Offline } from '../api/errors';
import type { Upload } from '../api/types';

/** A connection on which nothing moves for this long is none. */
const PATIENCE = 60_000;

/** The status of the answer. Rejects with `Offline` where there is none. */
export function send(
  upload: Upload,
  file: Blob,
  onProgress: (progress: number) => void,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const moving = (): void => {
      clearTimeout(stalled);
      stalled = setTimeout(() => {
        reject(new Offline());
        request.abort();
      }, PATIENCE);
    };
    const onAbort = (): void => {
      request.abort();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort);
    request.addEventListener('loadend', () => {
      clearTimeout(stalled);
      signal.removeEventListener('abort', onAbort);
    });
    request.addEventListener('load', () => resolve(request.status));
    request.addEventListener('error', () => reject(new Offline()));
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      moving();
      onProgress(total ? loaded / total : 1);
    });
    request.open(upload.method, upload.url);
    for (const [name, value] of Object.entries(upload.headers)) request.setRequestHeader(name, value);
    request.send(file);
    moving();
  });
}

/** A worker that reads files in pieces and answers with their SHA-256, away from the thread that renders the page. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

import type { HashAnswer, HashRequest } from './hashing';

const PIECE = 2 * 1024 * 1024;
const stopped = new Set<number>();
let last = Promise.resolve();

function answer(message: HashAnswer): void {
  postMessage(message);
}

async function hash(id: number, file: Blob): Promise<void> {
  const digest = sha256.create();
  for (let start = 0; start < file.size; start += PIECE) {
    if (stopped.delete(id)) return;
    digest.update(new Uint8Array(await file.slice(start, start + PIECE).arrayBuffer()));
    answer({ id, progress: Math.min(1, (start + PIECE) / file.size) });
  }
  answer({ id, sha256: bytesToHex(digest.digest()) });
}

addEventListener('message', ({ data }: MessageEvent<HashRequest>) => {
  const { id, file } = data;
  if (!file) stopped.add(id);
  // In sequence: in parallel they would only share the worker's one processor.
  else last = last.then(() => hash(id, file)).catch(() => answer({ id, isUnreadable: true }));
});
answer({ id: 0, isReady: true });

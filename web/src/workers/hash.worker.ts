/** A worker that reads files in pieces and answers with their SHA-256, away from the thread that renders the page. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

import type { HashResponse, HashRequest } from './hashing';

const CHUNK_BYTES = 2 * 1024 * 1024;
const canceledIds = new Set<number>();
let lastHash = Promise.resolve();

function respond(message: HashResponse): void {
  postMessage(message);
}

async function hash(id: number, file: Blob): Promise<void> {
  const digest = sha256.create();
  for (let start = 0; start < file.size; start += CHUNK_BYTES) {
    if (canceledIds.delete(id)) return;
    digest.update(new Uint8Array(await file.slice(start, start + CHUNK_BYTES).arrayBuffer()));
    respond({ id, progress: Math.min(1, (start + CHUNK_BYTES) / file.size) });
  }
  respond({ id, sha256: bytesToHex(digest.digest()) });
}

addEventListener('message', ({ data }: MessageEvent<HashRequest>) => {
  const { id, file } = data;
  if (!file) canceledIds.add(id);
  // In sequence: in parallel they would only share the worker's one processor.
  else lastHash = lastHash.then(() => hash(id, file)).catch(() => respond({ id, isUnreadable: true }));
});
respond({ id: 0, isReady: true });

/** Reads a file in pieces and answers with its SHA-256, away from the thread that draws the page. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

import type { HashMessage } from './hashing';

const PIECE = 2 * 1024 * 1024;

function answer(message: HashMessage): void {
  postMessage(message);
}

async function hash(file: Blob): Promise<string> {
  const digest = sha256.create();
  for (let start = 0; start < file.size; start += PIECE) {
    digest.update(new Uint8Array(await file.slice(start, start + PIECE).arrayBuffer()));
    answer({ progress: Math.min(1, (start + PIECE) / file.size) });
  }
  return bytesToHex(digest.digest());
}

addEventListener('message', (event: MessageEvent<Blob>) => {
  hash(event.data).then(
    (sha256) => answer({ sha256 }),
    () => answer({ unreadable: true }),
  );
});

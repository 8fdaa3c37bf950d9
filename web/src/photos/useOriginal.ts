import { useEffect, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { catalogue } from '../files/sharedCatalogue';
import { isOnline } from '../ui/connection';
import { displayAsIs, inspect, type Original, type RangeReader } from './original';

/** Results by file id, kept while the page is open, because the bytes of a file never change. */
const inspected = new Map<string, Original>();

/** Return how to show the original; undefined until that is known, and previews are shown meanwhile. */
export function useOriginal(file: StoredFile): Original | undefined {
  const { id, content_type, size, status } = file;
  const [failed, setFailed] = useState<string>();
  const [, setRead] = useState(0);
  const isReady = status === 'ready';
  const online = isOnline.value;
  useEffect(() => {
    if (!isReady || content_type === 'image/jpeg' || inspected.has(id)) return undefined;
    let wanted = true;
    inspect({ content_type, size }, rangeReaderFor(id)).then(
      (original) => {
        inspected.set(id, original);
        if (wanted) setRead((times) => times + 1);
      },
      () => wanted && setFailed(id),
    );
    return () => {
      wanted = false;
    };
  }, [id, isReady, online, content_type, size]);
  if (content_type === 'image/jpeg') return displayAsIs;
  return inspected.get(id) ?? (failed === id ? assumedOriginal(content_type) : undefined);
}

/** Return a reader of a file's original. A single range needs no CORS preflight; any answer but a 206 rejects. */
function rangeReaderFor(id: string): RangeReader {
  return async (from, length) => {
    const url = await catalogue.originalUrl(id);
    if (url === undefined) throw new Error('The file has no original yet.');
    const response = await fetch(url, { headers: { Range: `bytes=${from}-${from + length - 1}` } });
    if (response.status !== 206) throw new Error(`The answer was ${response.status} instead of a part.`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

/** Guess for an unreadable original: most GIFs are animated, and only WebP may lack a rotation in browsers. */
function assumedOriginal(contentType: string): Original {
  const isAnimated = contentType === 'image/gif';
  return { isAnimated, orientation: contentType === 'image/webp' ? undefined : 1 };
}

import { useEffect, useState } from 'preact/hooks';

import type { StoredFile, Urls } from '../api/types';
import { displayAsIs, inspect, rangeReaderFor, type Original } from './original';

/** Results by file id, kept while the page is open, because the bytes of a file never change. */
const inspected = new Map<string, Original>();

/** Return how to show the original; undefined until that is known, and previews are shown meanwhile. */
export function useOriginal(file: StoredFile, urls: Urls | undefined): Original | undefined {
  const { id, content_type, size, status } = file;
  const [failed, setFailed] = useState<string>();
  const [, setRead] = useState(0);
  const url = status === 'ready' ? urls?.original : undefined;
  useEffect(() => {
    if (url === undefined || content_type === 'image/jpeg' || inspected.has(id)) return undefined;
    let wanted = true;
    inspect({ content_type, size }, rangeReaderFor(url)).then(
      (original) => {
        inspected.set(id, original);
        if (wanted) setRead((times) => times + 1);
      },
      () => wanted && setFailed(id),
    );
    return () => {
      wanted = false;
    };
  }, [id, url, content_type, size]);
  if (content_type === 'image/jpeg') return displayAsIs;
  return inspected.get(id) ?? (failed === id ? assumedOriginal(content_type) : undefined);
}

/** Guess for an unreadable original: most GIFs are animated, and only WebP may lack a rotation in browsers. */
function assumedOriginal(contentType: string): Original {
  const isAnimated = contentType === 'image/gif';
  return { isAnimated, orientation: contentType === 'image/webp' ? undefined : 1 };
}

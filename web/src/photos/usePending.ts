import { useEffect } from 'preact/hooks';

import { catalogue } from '../files/catalogue';
import { library } from './photos';
import { uploads } from '../uploads/uploads';
import { isRunning } from '../uploads/queue';

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;
const MOST_AT_ONCE = 10;

/** Ask now and then for photos that were begun elsewhere; those that this page uploads are asked for by its queue. */
export function usePending(): void {
  useEffect(() => {
    let wait = FIRST_WAIT;
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      const uploading = uploads.value.uploads.some(isRunning);
      const pending = library.shown.value.entries.filter(({ file }) => file.status === 'pending');
      if (!uploading && !document.hidden) {
        for (const { file } of pending.slice(0, MOST_AT_ONCE)) catalogue.read(file.id).catch(() => undefined);
      }
      wait = pending.length && !uploading ? Math.min(LONGEST_WAIT, wait * 1.5) : FIRST_WAIT;
      timer = setTimeout(look, wait);
    };
    timer = setTimeout(look, wait);
    return () => clearTimeout(timer);
  }, []);
}

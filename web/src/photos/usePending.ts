import { useEffect } from 'preact/hooks';

import { catalogue } from '../files/catalogue';
import { photoList } from './photos';
import { uploads } from '../uploads/uploads';
import { isRunning } from '../uploads/queue';

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;
const MOST_AT_ONCE = 10;

/** Check now and then on pending photos of other devices; the upload queue checks those that this page uploads. */
export function usePending(): void {
  useEffect(() => {
    let wait = FIRST_WAIT;
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      const uploading = uploads.value.uploads.some(isRunning);
      const pending = photoList.shown.value.entries.filter(({ file }) => file.status === 'pending');
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

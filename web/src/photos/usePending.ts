import { useEffect } from 'preact/hooks';

import { catalogue } from '../files/sharedCatalogue';
import { photoList } from './sharedPhotoList';
import { uploads } from '../uploads/uploads';
import { isRunning } from '../uploads/queue';

const FIRST_WAIT_MS = 2000;
const MAX_WAIT_MS = 30_000;
const MAX_AT_ONCE = 10;

/** Check now and then on pending photos of other devices; the upload queue checks those that this page uploads. */
export function usePending(): void {
  useEffect(() => {
    let wait = FIRST_WAIT_MS;
    let timer: ReturnType<typeof setTimeout>;
    const poll = (): void => {
      const uploading = uploads.value.uploads.some(isRunning);
      const pending = photoList.state.value.entries.filter(({ file }) => file.status === 'pending');
      if (!uploading && !document.hidden) {
        for (const { file } of pending.slice(0, MAX_AT_ONCE)) catalogue.read(file.id).catch(() => undefined);
      }
      wait = pending.length && !uploading ? Math.min(MAX_WAIT_MS, wait * 1.5) : FIRST_WAIT_MS;
      timer = setTimeout(poll, wait);
    };
    timer = setTimeout(poll, wait);
    return () => clearTimeout(timer);
  }, []);
}

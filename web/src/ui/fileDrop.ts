/** Files dropped on a view that accepts them. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { carriesFiles } from './dropGuard';
import { filesOf } from './incoming';

/** Milliseconds without a drag event after which the drag counts as gone: browsers report leaving unreliably. */
const SILENCE = 400;

/** True while the user drags something of this page: a picture of it arrives as a file too, but is stored already. */
let isOwn = false;
addEventListener('dragstart', () => (isOwn = true));
addEventListener('dragend', () => (isOwn = false));

/** Accept files dropped anywhere in the window; none while `take` is null. Return whether files are over it. */
export function useFileDrop(take: ((files: File[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const taken = (event: DragEvent): DataTransfer | undefined => {
      const { dataTransfer } = event;
      if (!latest.current || isOwn || !carriesFiles(dataTransfer)) return undefined;
      // An open dialog is about something else.
      if (document.querySelector('dialog[open]')) return undefined;
      event.preventDefault();
      dataTransfer.dropEffect = 'copy';
      return dataTransfer;
    };
    const onDragOver = (event: DragEvent): void => {
      if (!taken(event)) return;
      setOver(true);
      clearTimeout(leaving);
      leaving = setTimeout(() => setOver(false), SILENCE);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const data = taken(event);
      if (data) void filesOf(data).then((files) => files.length > 0 && latest.current?.(files));
    };
    addEventListener('dragover', onDragOver);
    addEventListener('drop', onDrop);
    return () => {
      clearTimeout(leaving);
      removeEventListener('dragover', onDragOver);
      removeEventListener('drop', onDrop);
    };
  }, []);
  return isOver;
}

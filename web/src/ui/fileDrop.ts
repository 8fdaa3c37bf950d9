/** Files that are dropped, where a view wants them. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { carriesFiles } from './dropGuard';
import { filesOf } from './incoming';

/** A drag that has left is told of unreliably, but one that is there tells so all the time; in milliseconds. */
const SILENCE = 400;

/** Whether what is dragged is of this page: a picture of it comes as a file, too, and is here already. */
let isOwn = false;
addEventListener('dragstart', () => (isOwn = true));
addEventListener('dragend', () => (isOwn = false));

/** Take files that are dropped anywhere in the window; none while `take` is null. Gives whether some are over it now. */
export function useFileDrop(take: ((files: File[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const taken = (event: DragEvent): DataTransfer | undefined => {
      const { dataTransfer } = event;
      if (!latest.current || isOwn || !carriesFiles(dataTransfer)) return undefined;
      // A dialog is about something else.
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

/** Files dropped on a view that accepts them. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { carriesFiles } from './dropGuard';
import { droppedFiles } from './droppedFiles';

/** Milliseconds without a drag event after which the drag counts as gone: browsers report leaving unreliably. */
const DRAG_TIMEOUT_MS = 400;

/** True while the user drags something of this page: a picture of it arrives as a file too, but is stored already. */
let isOwnDrag = false;
addEventListener('dragstart', () => (isOwnDrag = true));
addEventListener('dragend', () => (isOwnDrag = false));

/** Accept files dropped anywhere in the window; none while `take` is null. Return whether files are over it. */
export function useFileDrop(onFiles: ((files: File[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const accept = (event: DragEvent): DataTransfer | undefined => {
      const { dataTransfer } = event;
      if (!latest.current || isOwnDrag || !carriesFiles(dataTransfer)) return undefined;
      // An open dialog is about something else.
      if (document.querySelector('dialog[open]')) return undefined;
      event.preventDefault();
      dataTransfer.dropEffect = 'copy';
      return dataTransfer;
    };
    const onDragOver = (event: DragEvent): void => {
      if (!accept(event)) return;
      setOver(true);
      clearTimeout(timer);
      timer = setTimeout(() => setOver(false), DRAG_TIMEOUT_MS);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const data = accept(event);
      if (data) void droppedFiles(data).then((files) => files.length > 0 && latest.current?.(files));
    };
    addEventListener('dragover', onDragOver);
    addEventListener('drop', onDrop);
    return () => {
      clearTimeout(timer);
      removeEventListener('dragover', onDragOver);
      removeEventListener('drop', onDrop);
    };
  }, []);
  return isOver;
}

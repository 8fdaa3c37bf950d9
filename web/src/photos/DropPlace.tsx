import { ImagePlus } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Icon } from '../ui/Icon';
import { carriesFiles, filesOf } from './incoming';
import { enqueue } from './uploads';

/** While it is rendered, files may be dropped or pasted anywhere in the window. */
export function DropPlace(): JSX.Element | null {
  const [over, setOver] = useState(false);

  useEffect(() => {
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const onDragOver = (event: DragEvent): void => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
      // Browsers tell unreliably of a drag that leaves, but a drag that is there tells so all the time.
      clearTimeout(leaving);
      leaving = setTimeout(() => setOver(false), 400);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(false);
      void filesOf(event.dataTransfer).then((files) => enqueue(files));
    };
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      enqueue(files);
    };
    addEventListener('dragover', onDragOver);
    addEventListener('drop', onDrop);
    addEventListener('paste', onPaste);
    return () => {
      clearTimeout(leaving);
      removeEventListener('dragover', onDragOver);
      removeEventListener('drop', onDrop);
      removeEventListener('paste', onPaste);
    };
  }, []);

  return over ? (
    <div class="drop" aria-hidden="true">
      <Icon icon={ImagePlus} size={40} />
      Drop to add
    </div>
  ) : null;
}

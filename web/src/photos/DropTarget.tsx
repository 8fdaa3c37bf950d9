import { ImagePlus } from 'lucide';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { photosText } from '#text/photos';
import { useFileDrop } from '../ui/fileDrop';
import { Icon } from '../ui/Icon';
import { enqueue } from '../uploads/uploads';

/** A drop target: while it is rendered, files may be dropped or pasted anywhere in the window. */
export function DropTarget(): JSX.Element | null {
  const over = useFileDrop((files) => void enqueue(files));

  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      void enqueue(files);
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  }, []);

  return over ? (
    <div class="drop-target" aria-hidden="true">
      <Icon icon={ImagePlus} size={40} />
      {photosText.add.drop}
    </div>
  ) : null;
}

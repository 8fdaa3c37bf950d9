import { commonText } from '#text/common';
import { X } from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from './Button';
import './Dialog.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  /** The buttons, with the confirming one last. */
  actions?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

/** The number of dialogs so far, for unique ids: `useId` starts again in a dialog with a render root of its own. */
let dialogCount = 0;

/** A modal dialog, open while it is rendered. Focus stays inside, and returns to where it was before. */
export function Dialog({ title, onClose, actions, wide = false, children }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [id] = useState(() => `dialog-${(dialogCount += 1)}`);

  useEffect(() => {
    const before = document.activeElement;
    const { current } = dialog;
    current?.showModal();
    return () => {
      // While it is open, nothing outside of it can take focus.
      current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-header">
          <h2 id={id}>{title}</h2>
          <IconButton icon={X} label={commonText.close} onClick={onClose} />
        </header>
        <div class="dialog-content">{children}</div>
        {actions !== undefined && <footer class="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  );
}

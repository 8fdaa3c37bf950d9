import { commonText } from '#text/common';
import { X } from 'lucide';
import type { JSX } from 'preact';
import { IconButton } from './Button';
import { dismissToast, pauseToast, resumeToast, toasts } from './toast';
import './Toasts.css';

/** The area where toasts appear; rendered once on the page. */
export function Toasts(): JSX.Element {
  return (
    <section class="toasts" aria-label={commonText.toasts} aria-live="polite" aria-relevant="additions">
      {toasts.value.map(({ id, message, undo, kind }) => (
        <div
          key={id}
          class={kind === 'error' ? 'toast toast-error' : 'toast'}
          onMouseEnter={() => pauseToast(id)}
          onMouseLeave={() => resumeToast(id)}
          onFocusCapture={() => pauseToast(id)}
          onBlurCapture={() => resumeToast(id)}
        >
          <p>{message}</p>
          {undo && (
            <button
              type="button"
              class="toast-undo"
              onClick={() => {
                dismissToast(id);
                undo();
              }}
            >
              {commonText.undo}
            </button>
          )}
          <IconButton icon={X} label={commonText.dismiss} size={18} onClick={() => dismissToast(id)} />
        </div>
      ))}
    </section>
  );
}

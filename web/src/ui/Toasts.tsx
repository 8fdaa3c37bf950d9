import { X } from 'lucide';
import type { JSX } from 'preact';
import { IconButton } from './Button';
import { dismissToast, holdToast, resumeToast, toasts } from './toast';
import './Toasts.css';

/** The area where toasts appear; rendered once on the page. */
export function Toasts(): JSX.Element {
  return (
    <section class="toasts" aria-label="Messages" aria-live="polite" aria-relevant="additions">
      {toasts.value.map(({ id, message, undo, kind }) => (
        <div
          key={id}
          class={kind === 'error' ? 'toast toast-error' : 'toast'}
          onMouseEnter={() => holdToast(id)}
          onMouseLeave={() => resumeToast(id)}
          onFocusCapture={() => holdToast(id)}
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
              Undo
            </button>
          )}
          <IconButton icon={X} label="Dismiss" size={18} onClick={() => dismissToast(id)} />
        </div>
      ))}
    </section>
  );
}

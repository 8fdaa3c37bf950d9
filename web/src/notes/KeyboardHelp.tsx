import type { JSX } from 'preact';
import { Dialog } from '../ui/Dialog';
import { SHORTCUTS, type Shortcut } from './keys';
import './KeyboardHelp.css';

const NAMES: Record<string, string> = { Escape: 'Esc' };
const CONTROL = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

export function KeyboardHelp({ onClose }: { onClose: () => void }): JSX.Element {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl class="shortcuts">
        {SHORTCUTS.map((shortcut) => (
          <div key={shortcut.action} class="shortcut">
            <dt>{shortcut.does}</dt>
            <dd>
              <Keys shortcut={shortcut} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="shortcuts-note">While you type, keys are text; only those with {CONTROL} still work.</p>
    </Dialog>
  );
}

function Keys({ shortcut: { key, control } }: { shortcut: Shortcut }): JSX.Element {
  const name = NAMES[key] ?? key;
  if (!control) return <kbd>{name}</kbd>;
  return (
    <>
      <kbd>{CONTROL}</kbd> <kbd>{name.toUpperCase()}</kbd>
    </>
  );
}

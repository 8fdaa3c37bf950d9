import type { JSX } from 'preact';
import { Dialog } from '../ui/Dialog';
import { singleKeys } from '../ui/keyboard';
import { isSingle, SHORTCUTS, type Shortcut } from './keys';
import './KeyboardHelp.css';

const NAMES: Record<string, string> = { Escape: 'Esc' };
const CONTROL = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

export function KeyboardHelp({ onClose }: { onClose: () => void }): JSX.Element {
  const single = SHORTCUTS.filter(isSingle);
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <Shortcuts title="In lists of notes" shortcuts={singleKeys.value ? single : []} />
      <p class="shortcuts-note">
        {singleKeys.value
          ? 'These work while a list has the focus, and pause while you type. You can turn them off in '
          : 'Single-key shortcuts are off. You can turn them on in '}
        <a href="/account" onClick={onClose}>
          Account
        </a>
        .
      </p>
      <Shortcuts title="Everywhere" shortcuts={SHORTCUTS.filter((shortcut) => !isSingle(shortcut))} />
    </Dialog>
  );
}

function Shortcuts({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }): JSX.Element {
  return (
    <section class="shortcuts-group">
      <h3 class="shortcuts-title">{title}</h3>
      <dl class="shortcuts">
        {shortcuts.map((shortcut) => (
          <div key={shortcut.action} class="shortcut">
            <dt>{shortcut.does}</dt>
            <dd>
              <Keys shortcut={shortcut} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
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

import { commonText } from '#text/common';
import { keyboardText } from '#text/keyboard';
import type { JSX } from 'preact';
import { Dialog } from '../ui/Dialog';
import { singleKeys } from '../ui/keyboard';
import { isSingle, SHORTCUTS, type Shortcut } from './keys';
import './KeyboardHelp.css';

const NAMES: Record<string, string> = { Escape: keyboardText.keys.escape };
const CONTROL = /Mac|iPhone|iPad/.test(navigator.userAgent) ? keyboardText.keys.command : keyboardText.keys.control;

export function KeyboardHelp({ onClose }: { onClose: () => void }): JSX.Element {
  const single = SHORTCUTS.filter(isSingle);
  const { beforeLink, afterLink } = singleKeys.value ? keyboardText.singleKeysOn : keyboardText.singleKeysOff;
  return (
    <Dialog title={keyboardText.title} onClose={onClose}>
      <Shortcuts title={keyboardText.inLists} shortcuts={singleKeys.value ? single : []} />
      <p class="shortcuts-note">
        {beforeLink}
        <a href="/account" onClick={onClose}>
          {commonText.navigation.account}
        </a>
        {afterLink}
      </p>
      <Shortcuts title={keyboardText.everywhere} shortcuts={SHORTCUTS.filter((shortcut) => !isSingle(shortcut))} />
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
            <dt>{keyboardText.actions[shortcut.action]}</dt>
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

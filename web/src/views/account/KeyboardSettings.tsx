import { accountText } from '#text/account';
import type { JSX } from 'preact';
import { setSingleKeys, singleKeys } from '../../ui/keyboard';

const text = accountText.keyboard;

/** The switch for single-key shortcuts, which interfere with speech input and unsteady hands. */
export function KeyboardSettings(): JSX.Element {
  return (
    <section class="account-card" aria-labelledby="account-keyboard">
      <h2 id="account-keyboard">{text.title}</h2>
      <label class="account-switch">
        <input
          type="checkbox"
          role="switch"
          checked={singleKeys.value}
          aria-describedby="account-keyboard-note"
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
        {text.singleKeys}
      </label>
      <p class="account-note" id="account-keyboard-note">
        {text.singleKeysHint}
      </p>
    </section>
  );
}

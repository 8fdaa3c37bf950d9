import type { JSX } from 'preact';
import { setSingleKeys, singleKeys } from '../../ui/keyboard';

/** The switch for single-key shortcuts, which interfere with speech input and unsteady hands. */
export function Keyboard(): JSX.Element {
  return (
    <section class="account-card" aria-labelledby="account-keyboard">
      <h2 id="account-keyboard">Keyboard</h2>
      <label class="account-switch">
        <input
          type="checkbox"
          role="switch"
          checked={singleKeys.value}
          aria-describedby="account-keyboard-note"
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
        Single-key shortcuts
      </label>
      <p class="account-note" id="account-keyboard-note">
        In lists of notes and among photos, keys like J, E and X act on what has the focus. Remembered on this device.
      </p>
    </section>
  );
}

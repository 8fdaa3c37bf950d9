import type { JSX } from 'preact';
import { saveState, type SaveState } from './phases';
import type { NoteEditor } from './editor';
import { Words } from '../../ui/Words';

const WORDS: Record<SaveState, string> = {
  saved: 'Saved',
  saving: 'Saving…',
  unsaved: 'Not saved yet',
  offline: "Offline. Saved here until you're back online.",
  ahead: 'Changed on another device',
  conflict: 'Edited in two places',
  error: 'Not saved',
};

/** The save state of the note, announced to screen readers when it matters. */
export function SaveNote({ editor }: { editor: NoteEditor }): JSX.Element {
  const state = saveState(editor.state.value);
  const { phase } = editor.state.value;
  const detail = phase.name === 'pausing' || phase.name === 'refused' ? phase.detail : '';
  // Hearing "saving" and "saved" after every sentence would be a nuisance; hearing about problems is not.
  const matters = state === 'offline' || state === 'conflict' || state === 'error';
  return (
    <>
      <p class={`save-note save-${state}`} data-save={state}>
        <span class="save-dot" aria-hidden="true" />
        <span>
          <Words>{detail ? `${WORDS[state]}: ${detail}` : WORDS[state]}</Words>
        </span>
        {state === 'error' && (
          <button type="button" class="save-again" onClick={() => editor.saveNow()}>
            Try again
          </button>
        )}
      </p>
      <span class="visually-hidden" role="status">
        <Words>{matters ? `${WORDS[state]} ${detail}` : ''}</Words>
      </span>
    </>
  );
}

import { commonText } from '#text/common';
import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import { saveState, type SaveState } from './autosaveState';
import type { NoteEditor } from './editor';
import { ReplacedText } from '../../ui/ReplacedText';

const STATE_TEXTS: Record<SaveState, string> = notesEditingText.saveState;

/** The save state of the note, announced to screen readers only when there is a problem. */
export function SaveStatus({ editor }: { editor: NoteEditor }): JSX.Element {
  const state = saveState(editor.state.value);
  const { phase } = editor.state.value;
  const detail = phase.name === 'retrying' || phase.name === 'refused' ? phase.detail : '';
  const words = detail ? notesEditingText.withReason(STATE_TEXTS[state], detail) : STATE_TEXTS[state];
  // Hearing "saving" and "saved" after every sentence would be a nuisance; hearing about problems is not.
  const isAnnounced = state === 'offline' || state === 'conflict' || state === 'error';
  return (
    <>
      <p class={`save-note save-${state}`} data-save={state}>
        <span class="save-dot" aria-hidden="true" />
        <span>
          <ReplacedText>{words}</ReplacedText>
        </span>
        {state === 'error' && (
          <button type="button" class="save-again" onClick={() => editor.saveNow()}>
            {commonText.tryAgain}
          </button>
        )}
      </p>
      <span class="visually-hidden" role="status">
        <ReplacedText>{isAnnounced ? words : ''}</ReplacedText>
      </span>
    </>
  );
}

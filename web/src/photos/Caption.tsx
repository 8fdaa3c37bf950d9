import type { JSX } from 'preact';

import { commonText } from '#text/common';
import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { catalogue } from '../files/sharedCatalogue';
import { Button } from '../ui/Button';
import { isComposing } from '../ui/composing';
import { ReplacedText } from '../ui/ReplacedText';
import type { SaveState } from './captionSaving';
import { useCaption } from './useCaption';

const MAX_LENGTH = 2000;

/** The caption of a photo, saved while the user types, and on leaving. */
export function Caption({ file, readOnly }: { file: StoredFile; readOnly: boolean }): JSX.Element {
  const { text, saveState, errorMessage, write, save, takeTheirs, keepMine } = useCaption(file);

  if (readOnly) return <div class="caption">{file.caption && <p class="caption-text">{file.caption}</p>}</div>;

  return (
    <div class="caption">
      <textarea
        class="caption-input"
        aria-label={photosText.caption.label}
        placeholder={photosText.caption.placeholder}
        rows={1}
        maxLength={MAX_LENGTH}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key !== 'Escape' && !(event.key === 'Enter' && !event.shiftKey)) return;
          event.preventDefault();
          event.stopPropagation();
          event.currentTarget.closest<HTMLElement>('.viewer')?.focus();
        }}
      />
      <p class="caption-state" role="status">
        <ReplacedText>{saveStateText(saveState, errorMessage)}</ReplacedText>
      </p>
      {saveState === 'conflict' && (
        <ConflictChoice theirs={catalogue.get(file.id)?.caption} onTakeTheirs={takeTheirs} onKeepMine={keepMine} />
      )}
      {saveState === 'failed' && <Button onClick={save}>{commonText.tryAgain}</Button>}
    </div>
  );
}

interface ConflictChoiceProps {
  theirs: string | undefined;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** The choice between the caption from elsewhere and the user's own. */
function ConflictChoice({ theirs = '', onTakeTheirs, onKeepMine }: ConflictChoiceProps): JSX.Element {
  const words = photosText.caption.conflict;
  return (
    <div class="caption-choice">
      <p>{words.other(theirs)}</p>
      <Button onClick={onTakeTheirs}>{words.useOther}</Button>
      <Button kind="primary" onClick={onKeepMine}>
        {words.keepMine}
      </Button>
    </div>
  );
}

function saveStateText(saveState: SaveState, errorMessage: string): string {
  switch (saveState) {
    case 'saving':
      return photosText.caption.saving;
    case 'saved':
      return photosText.caption.saved;
    case 'failed':
      return errorMessage;
    default:
      return '';
  }
}

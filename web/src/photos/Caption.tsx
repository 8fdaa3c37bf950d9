import type { JSX } from 'preact';

import type { StoredFile } from '../api/types';
import { catalogue } from '../files/catalogue';
import { Button } from '../ui/Button';
import { isComposing } from '../ui/composing';
import { Words } from '../ui/Words';
import type { Standing } from './captionSaving';
import { useCaption } from './useCaption';

const LONGEST = 2000;

/** The caption of a photo, saved while the user types, and on leaving. */
export function Caption({ file, readOnly }: { file: StoredFile; readOnly: boolean }): JSX.Element {
  const { text, standing, trouble, write, save, take, keepMine } = useCaption(file);

  if (readOnly) return <div class="caption">{file.caption && <p class="caption-text">{file.caption}</p>}</div>;

  return (
    <div class="caption">
      <textarea
        class="caption-input"
        aria-label="Caption"
        placeholder="Add a caption"
        rows={1}
        maxLength={LONGEST}
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
        <Words>{wordFor(standing, trouble)}</Words>
      </p>
      {standing === 'conflict' && (
        <Choice theirs={catalogue.get(file.id)?.caption} onTake={take} onKeepMine={keepMine} />
      )}
      {standing === 'failed' && <Button onClick={save}>Save again</Button>}
    </div>
  );
}

interface ChoiceProps {
  theirs: string | undefined;
  onTake: () => void;
  onKeepMine: () => void;
}

/** The choice between the caption from elsewhere and the user's own. */
function Choice({ theirs, onTake, onKeepMine }: ChoiceProps): JSX.Element {
  return (
    <div class="caption-choice">
      <p>It was changed elsewhere: “{theirs}”</p>
      <Button onClick={onTake}>Take that</Button>
      <Button kind="primary" onClick={onKeepMine}>
        Keep mine
      </Button>
    </div>
  );
}

function wordFor(standing: Standing, trouble: string): string {
  switch (standing) {
    case 'saving':
      return 'Saving';
    case 'saved':
      return 'Saved';
    case 'failed':
      return trouble;
    default:
      return '';
  }
}

import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Note } from '../../api/types';
import { navigate } from '../../router';
import { Button } from '../../ui/Button';
import { wordsFor } from '../../ui/errorWords';
import { dateAndTime } from '../../ui/format';
import { toast } from '../../ui/toast';
import './ConflictView.css';
import type { NoteEditor } from './editor';
import { NoteVersion } from './NoteVersion';
import { notesStore } from '../store/notesStore';

/** Two versions of a note; neither is lost until the user chooses. */
export function ConflictView({ editor, theirs }: { editor: NoteEditor; theirs: Note | null }): JSX.Element {
  const { draft } = editor.state.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const { isBusy, keepBoth, discard } = useOwnVersion(editor, theirs);

  useEffect(() => heading.current?.focus(), []);

  return (
    <section class="conflict" aria-labelledby="conflict-title">
      <h2 ref={heading} id="conflict-title" tabIndex={-1}>
        {theirs ? 'Edited in two places' : 'This note was deleted elsewhere'}
      </h2>
      <p class="conflict-words">{wordsAbout(theirs)}</p>
      <div class="conflict-sides">
        <NoteVersion title="Yours, not saved yet" content={draft} other={theirs}>
          {theirs && (
            <Button disabled={isBusy} onClick={() => editor.keepMine()}>
              Keep mine
            </Button>
          )}
        </NoteVersion>
        {theirs && (
          <NoteVersion title={`Other version, ${dateAndTime(theirs.updated_at)}`} content={theirs} other={draft}>
            <Button disabled={isBusy} onClick={() => editor.takeTheirs()}>
              {theirs.state === 'trashed' ? 'Leave it in the trash' : 'Take this one'}
            </Button>
          </NoteVersion>
        )}
      </div>
      <div class="conflict-both">
        <Button kind="primary" busy={isBusy} onClick={() => void keepBoth()}>
          {theirs ? 'Keep both, mine as a new note' : 'Keep it as a new note'}
        </Button>
        {!theirs && (
          <Button disabled={isBusy} onClick={discard}>
            Discard
          </Button>
        )}
      </div>
    </section>
  );
}

function wordsAbout(theirs: Note | null): string {
  if (theirs === null) return 'What you wrote is still here. Keep it as a new note or discard it.';
  return theirs.state === 'trashed'
    ? 'It was moved to the trash while you wrote. Nothing is lost: choose a version.'
    : 'Nothing is lost. Compare both versions and choose.';
}

interface OwnVersion {
  /** True while the new note is being created. */
  isBusy: boolean;
  keepBoth: () => Promise<void>;
  discard: () => void;
}

/** Keep the user's version as a new note, or discard it; leave the view if the note itself was permanently deleted. */
function useOwnVersion(editor: NoteEditor, theirs: Note | null): OwnVersion {
  const [isBusy, setBusy] = useState(false);
  const keepBoth = async (): Promise<void> => {
    setBusy(true);
    try {
      const copy = await editor.keepBoth();
      toast(theirs ? 'Kept both: yours is a new note' : 'Kept as a new note');
      if (!theirs) leave(`/notes/${copy.id}`);
    } catch (error) {
      toast(wordsFor(error), { kind: 'error' });
    } finally {
      setBusy(false);
    }
  };
  const leave = (path: string): void => {
    notesStore().lists.drop(editor.id);
    editor.abandon();
    notesStore().forget(editor.id);
    navigate(path, { replace: true });
  };
  return { isBusy, keepBoth, discard: () => leave('/') };
}

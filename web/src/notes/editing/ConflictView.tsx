import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Note } from '../../api/types';
import { navigate } from '../../router';
import { Button } from '../../ui/Button';
import { errorMessage } from '../../ui/errorMessages';
import { formatDateAndTime } from '../../ui/format';
import { toast } from '../../ui/toast';
import './ConflictView.css';
import type { NoteEditor } from './editor';
import { NoteVersion } from './NoteVersion';
import { notesStore } from '../store/notesStore';

const { conflict } = notesEditingText;

/** Two versions of a note; neither is lost until the user chooses. */
export function ConflictView({ editor, theirs }: { editor: NoteEditor; theirs: Note | null }): JSX.Element {
  const { draft } = editor.state.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const { isBusy, keepBoth, discard } = useOwnVersion(editor, theirs);
  const { title, hint } = conflictMessage(theirs);

  useEffect(() => heading.current?.focus(), []);

  return (
    <section class="conflict" aria-labelledby="conflict-title">
      <h2 ref={heading} id="conflict-title" tabIndex={-1}>
        {title}
      </h2>
      <p class="conflict-hint">{hint}</p>
      <div class="conflict-sides">
        <NoteVersion title={conflict.mine} content={draft} other={theirs}>
          {theirs && (
            <Button disabled={isBusy} onClick={() => editor.keepMine()}>
              {conflict.keepMine}
            </Button>
          )}
        </NoteVersion>
        {theirs && (
          <NoteVersion title={conflict.theirs(formatDateAndTime(theirs.updated_at))} content={theirs} other={draft}>
            <Button disabled={isBusy} onClick={() => editor.takeTheirs()}>
              {theirs.state === 'trashed' ? conflict.leaveInTrash : conflict.useTheirs}
            </Button>
          </NoteVersion>
        )}
      </div>
      <div class="conflict-actions">
        <Button kind="primary" busy={isBusy} onClick={() => void keepBoth()}>
          {theirs ? conflict.keepBoth : conflict.saveAsNew}
        </Button>
        {!theirs && (
          <Button disabled={isBusy} onClick={discard}>
            {conflict.discard}
          </Button>
        )}
      </div>
    </section>
  );
}

function conflictMessage(theirs: Note | null): { title: string; hint: string } {
  if (theirs === null) return conflict.deleted;
  return theirs.state === 'trashed' ? conflict.trashed : conflict.edited;
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
      toast(theirs ? conflict.keptBoth : conflict.savedAsNew);
      if (!theirs) leave(`/notes/${copy.id}`);
    } catch (error) {
      toast(errorMessage(error), { kind: 'error' });
    } finally {
      setBusy(false);
    }
  };
  const leave = (path: string): void => {
    notesStore().lists.remove(editor.id);
    editor.abandon();
    notesStore().closeEditor(editor.id);
    navigate(path, { replace: true });
  };
  return { isBusy, keepBoth, discard: () => leave('/') };
}

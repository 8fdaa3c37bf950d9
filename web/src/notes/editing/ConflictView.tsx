import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Note } from '../../api/types';
import { navigate } from '../../router';
import { Button } from '../../ui/Button';
import { wordsFor } from '../../ui/errorWords';
import { dateAndTime } from '../../ui/format';
import { toast } from '../../ui/toast';
import './ConflictView.css';
import type { Content } from './content';
import type { NoteEditor } from './editor';
import { workbench } from '../store/notesStore';

/** Two versions of a note; neither is lost until the user chooses. */
export function ConflictView({ editor, theirs }: { editor: NoteEditor; theirs: Note | null }): JSX.Element {
  const { draft } = editor.state.value;
  const [isBusy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => heading.current?.focus(), []);

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
    workbench().library.drop(editor.id);
    editor.abandon();
    workbench().forget(editor.id);
    navigate(path, { replace: true });
  };

  return (
    <section class="conflict" aria-labelledby="conflict-title">
      <h2 ref={heading} id="conflict-title" tabIndex={-1}>
        {theirs ? 'Edited in two places' : 'This note was deleted elsewhere'}
      </h2>
      <p class="conflict-words">
        {theirs === null
          ? 'What you wrote is still here. Keep it as a new note or discard it.'
          : theirs.state === 'trashed'
            ? 'It was moved to the trash while you wrote. Nothing is lost: choose a version.'
            : 'Nothing is lost. Compare both versions and choose.'}
      </p>
      <div class="conflict-sides">
        <Version title="Yours, not saved yet" content={draft} other={theirs}>
          {theirs && (
            <Button disabled={isBusy} onClick={() => editor.keepMine()}>
              Keep mine
            </Button>
          )}
        </Version>
        {theirs && (
          <Version title={`Other version, ${dateAndTime(theirs.updated_at)}`} content={theirs} other={draft}>
            <Button disabled={isBusy} onClick={() => editor.takeTheirs()}>
              {theirs.state === 'trashed' ? 'Leave it in the trash' : 'Take this one'}
            </Button>
          </Version>
        )}
      </div>
      <div class="conflict-both">
        <Button kind="primary" busy={isBusy} onClick={() => void keepBoth()}>
          {theirs ? 'Keep both, mine as a new note' : 'Keep it as a new note'}
        </Button>
        {!theirs && (
          <Button disabled={isBusy} onClick={() => leave('/')}>
            Discard
          </Button>
        )}
      </div>
    </section>
  );
}

interface VersionProps {
  title: string;
  content: Content;
  other: Content | null;
  children: JSX.Element | null;
}

/** A version of the note, with the lines marked that the other one lacks. */
function Version({ title, content, other, children }: VersionProps): JSX.Element {
  const lines = new Set(other?.text.split('\n'));
  return (
    <article class="version" aria-label={title}>
      <h3 class="version-whose">{title}</h3>
      <p class={content.title !== other?.title && other ? 'version-title version-differs' : 'version-title'} dir="auto">
        {content.title || 'No title'}
      </p>
      {content.tags.length > 0 && <p class="version-tags">{content.tags.map((tag) => `#${tag}`).join(' ')}</p>}
      <div class="version-text" dir="auto" tabIndex={0} role="region" aria-label={`${title}: text`}>
        {content.text.split('\n').map((line, index) => (
          <div key={index} class={other && !lines.has(line) ? 'version-line version-differs' : 'version-line'}>
            {line || '\u00a0'}
          </div>
        ))}
      </div>
      {children && <div class="version-choose">{children}</div>}
    </article>
  );
}

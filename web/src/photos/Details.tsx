import { NotebookText, Unlink } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { api } from '../context';
import { change, detach } from '../files/actions';
import { nameOf } from '../files/limits';
import { takenWords } from '../files/when';
import { Button, IconButton } from '../ui/Button';
import { wordsFor } from '../ui/errorWords';
import { Field } from '../ui/Field';
import { FileName, shownName } from '../ui/FileName';
import { bytes, count, dateAndTime } from '../ui/format';
import { Icon } from '../ui/Icon';
import { isComposing } from '../ui/composing';
import { LOCALE } from '../ui/locale';
import { titleOf } from './NotePicker';
import { TakenField } from './TakenField';

interface DetailsProps {
  file: StoredFile;
  readOnly: boolean;
  onAttach: () => void;
  /** Close the viewer: the user is already where the link to the note leads. */
  onClose: () => void;
}

/** The details of a photo. */
export function Details({ file, readOnly, onAttach, onClose }: DetailsProps): JSX.Element {
  const facts: [string, JSX.Element | string | null][] = [
    ['Taken', readOnly ? takenWords(file) : <TakenField key={file.id} file={file} />],
    ['Added', dateAndTime(file.created_at)],
    ['Size', pixels(file)],
    ['File', `${bytes(file.size)}, ${file.content_type.replace('image/', '').toUpperCase()}`],
    ['Camera', file.camera],
  ];
  return (
    <aside class="details" aria-label="Details">
      <h2 class="details-title">Details</h2>
      {readOnly ? (
        <p class="details-name">
          <FileName name={file.name} />
        </p>
      ) : (
        <Name file={file} />
      )}
      <dl class="details-facts">
        {facts.map(
          ([term, fact]) =>
            fact && (
              <div key={term} class="details-fact">
                <dt>{term}</dt>
                <dd>{fact}</dd>
              </div>
            ),
        )}
      </dl>
      {file.note_id === null ? (
        !readOnly && (
          <Button icon={NotebookText} onClick={onAttach}>
            Attach to a note
          </Button>
        )
      ) : (
        <OnNote file={file} noteId={file.note_id} readOnly={readOnly} onClose={onClose} />
      )}
    </aside>
  );
}

function pixels({ width, height }: StoredFile): string | null {
  if (!width || !height) return null;
  const megapixels = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format((width * height) / 1e6);
  return `${count(width)} × ${count(height)} pixels, ${megapixels} MP`;
}

function Name({ file }: { file: StoredFile }): JSX.Element {
  const present = shownName(file.name);
  const [name, setName] = useState(present);
  const [error, setError] = useState<string>();
  /** The name when editing began, or the name that was sent. */
  const known = useRef(present);

  useEffect(() => {
    if (name === known.current) setName((known.current = present));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs when the file was renamed, not on typing
  }, [present]);

  const save = (): void => {
    const wanted = name.trim() ? nameOf({ name }) : present;
    setName(wanted);
    if (wanted === present || wanted === known.current) return;
    if (known.current !== present) {
      known.current = present;
      setError(`It was named “${present}” elsewhere. Press Enter to keep yours.`);
      return;
    }
    known.current = wanted;
    change(file.id, { name: wanted }).then(
      () => setError(undefined),
      (failure: unknown) => {
        known.current = present;
        setError(wordsFor(failure));
      },
    );
  };

  return (
    <Field
      label="Name"
      value={name}
      error={error}
      maxLength={255}
      onInput={(event) => setName(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Enter') save();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setName((known.current = present));
        event.currentTarget.closest<HTMLElement>('.viewer')?.focus();
      }}
    />
  );
}

interface OnNoteProps {
  file: StoredFile;
  noteId: string;
  readOnly: boolean;
  onClose: () => void;
}

function OnNote({ file, noteId, readOnly, onClose }: OnNoteProps): JSX.Element {
  const path = `/notes/${noteId}`;
  const [title, setTitle] = useState('');
  useEffect(() => {
    let wanted = true;
    api.get('/notes/{note_id}', { path: { note_id: noteId } }).then(
      (note) => wanted && setTitle(titleOf(note)),
      () => wanted && setTitle('A note'),
    );
    return () => {
      wanted = false;
    };
  }, [noteId]);
  return (
    <div class="details-note">
      <a href={path} onClick={() => location.pathname === path && onClose()} class="details-note-link">
        <Icon icon={NotebookText} size={18} />
        <span>{title || 'A note'}</span>
      </a>
      {!readOnly && <IconButton icon={Unlink} label="Remove from note" onClick={() => detach(file)} />}
    </div>
  );
}

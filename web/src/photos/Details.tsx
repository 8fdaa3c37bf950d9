import { NotebookText, Unlink } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { api } from '../context';
import { changeFile, detach } from '../files/actions';
import { validNameOf } from '../files/limits';
import { takenInWords } from '../files/takenDate';
import { Button, IconButton } from '../ui/Button';
import { errorMessage } from '../ui/errorMessages';
import { Field } from '../ui/Field';
import { FileName, withoutBidiControls } from '../ui/FileName';
import { formatDateAndTime } from '../ui/format';
import { Icon } from '../ui/Icon';
import { isComposing } from '../ui/composing';
import { LOCALE } from '../ui/locale';
import { titleOf } from './NotePicker';
import { DateTakenField } from './DateTakenField';

const words = photosText.details;

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
    [words.taken, readOnly ? takenInWords(file) : <DateTakenField key={file.id} file={file} />],
    [words.added, formatDateAndTime(file.created_at)],
    [words.dimensions, pixels(file)],
    [words.file, words.sizeAndFormat(file.size, file.content_type.replace('image/', '').toUpperCase())],
    [words.camera, file.camera],
  ];
  return (
    <aside class="details" aria-label={words.title}>
      <h2 class="details-title">{words.title}</h2>
      {readOnly ? (
        <p class="details-name">
          <FileName name={file.name} />
        </p>
      ) : (
        <NameField file={file} />
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
            {photosText.note.attach}
          </Button>
        )
      ) : (
        <AttachedNote file={file} noteId={file.note_id} readOnly={readOnly} onClose={onClose} />
      )}
    </aside>
  );
}

function pixels({ width, height }: StoredFile): string | null {
  if (!width || !height) return null;
  const megapixels = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format((width * height) / 1e6);
  return words.pixels(width, height, megapixels);
}

function NameField({ file }: { file: StoredFile }): JSX.Element {
  const present = withoutBidiControls(file.name);
  const [name, setName] = useState(present);
  const [error, setError] = useState<string>();
  /** The name when editing began, or the name that was sent. */
  const known = useRef(present);

  useEffect(() => {
    if (name === known.current) setName((known.current = present));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs when the file was renamed, not on typing
  }, [present]);

  const save = (): void => {
    const wanted = name.trim() ? validNameOf({ name }) : present;
    setName(wanted);
    if (wanted === present || wanted === known.current) return;
    if (known.current !== present) {
      known.current = present;
      setError(words.renamedElsewhere(present));
      return;
    }
    known.current = wanted;
    changeFile(file.id, { name: wanted }).then(
      () => setError(undefined),
      (failure: unknown) => {
        known.current = present;
        setError(errorMessage(failure));
      },
    );
  };

  return (
    <Field
      label={words.name}
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

interface AttachedNoteProps {
  file: StoredFile;
  noteId: string;
  readOnly: boolean;
  onClose: () => void;
}

function AttachedNote({ file, noteId, readOnly, onClose }: AttachedNoteProps): JSX.Element {
  const path = `/notes/${noteId}`;
  const [title, setTitle] = useState('');
  useEffect(() => {
    let wanted = true;
    api.get('/notes/{note_id}', { path: { note_id: noteId } }).then(
      (note) => wanted && setTitle(titleOf(note)),
      () => wanted && setTitle(photosText.note.open),
    );
    return () => {
      wanted = false;
    };
  }, [noteId]);
  return (
    <div class="details-note">
      <a href={path} onClick={() => location.pathname === path && onClose()} class="details-note-link">
        <Icon icon={NotebookText} size={18} />
        <span>{title || photosText.note.open}</span>
      </a>
      {!readOnly && <IconButton icon={Unlink} label={photosText.note.remove} onClick={() => detach(file)} />}
    </div>
  );
}

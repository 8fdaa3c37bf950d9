import { notesListText } from '#text/notesList';
import { Paperclip, Pin } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { NoteSummary } from '../../api/types';
import { IconButton } from '../../ui/Button';
import { formatDateAndTime } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { Menu, type MenuItem } from '../../ui/Menu';
import type { Actions } from '../store/actions';
import { listedAt } from '../store/listing';
import { headline } from '../store/plain';
import { itemsFor } from './rowMenu';
import { shortTime } from './times';
import { ReplacedText } from '../../ui/ReplacedText';

const { row } = notesListText;

interface Props {
  note: NoteSummary;
  /** Offset from the list's start, in pixels. */
  top: number;
  position: number;
  count: number;
  actions: Actions;
  hasMouse: boolean;
  onFocus: () => void;
  /** Called when the note is likely to be opened. */
  onNear: () => void;
}

/** The row of a note in a list: a link to the note, and the actions on it. */
export function NoteRow({ note, top, position, count, actions, hasMouse, onFocus, onNear }: Props): JSX.Element {
  const { title, rest } = headline(note);
  const [isNear, setNear] = useState(false);
  const items = itemsFor(note, actions);
  return (
    <li
      class="note-row"
      style={{ top: `${top}px` }}
      aria-posinset={position}
      aria-setsize={count}
      onPointerEnter={() => {
        setNear(true);
        onNear();
      }}
      onPointerLeave={({ currentTarget }) => setNear(currentTarget.contains(document.activeElement))}
      onFocusIn={() => setNear(true)}
      // Deferred until the focus has moved: if it moves within the row, the buttons must still be there to receive it.
      onFocusOut={({ currentTarget }) =>
        setTimeout(() => setNear(currentTarget.contains(document.activeElement) || currentTarget.matches(':hover')))
      }
    >
      <a class="note-link" href={`/notes/${note.id}`} data-note={note.id} onFocus={onFocus}>
        <span class="note-title">
          {note.pinned && (
            <span class="note-pinned" title={row.pinned}>
              <Icon icon={Pin} size={15} />
              <span class="visually-hidden">{row.pinnedPrefix}</span>
            </span>
          )}
          <span class="note-title-text" dir="auto">
            <ReplacedText>{title}</ReplacedText>
          </span>
        </span>
        <span class="note-excerpt" dir="auto">
          <ReplacedText>{rest}</ReplacedText>
        </span>
        <NoteFacts note={note} />
      </a>
      {hasMouse ? isNear && <RowActions items={items} /> : <Menu label={row.moreActions(title)} items={items} />}
    </li>
  );
}

/** The time of a note, the number of its files, and its tags. */
function NoteFacts({ note }: { note: NoteSummary }): JSX.Element {
  const files = note.file_ids.length;
  return (
    <span class="note-facts">
      <time dateTime={listedAt(note)} title={formatDateAndTime(listedAt(note))}>
        <ReplacedText>{shortTime(listedAt(note))}</ReplacedText>
      </time>
      {files > 0 && (
        <span class="note-files">
          <Icon icon={Paperclip} size={13} />
          <ReplacedText>{files.toString()}</ReplacedText>
          <span class="visually-hidden">{row.filesSuffix(files)}</span>
        </span>
      )}
      {note.tags.length > 0 && (
        <span class="note-tags">
          {note.tags.map((tag) => (
            <span key={tag} class="note-tag">
              {tag}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}

/** Action buttons, rendered only while the row is hovered or focused: those of all rows would slow down scrolling. */
function RowActions({ items }: { items: MenuItem[] }): JSX.Element {
  return (
    <div class="note-tools">
      {items.map(
        ({ label, icon, onSelect }) =>
          icon && <IconButton key={label} icon={icon} label={label} size={17} onClick={onSelect} />,
      )}
    </div>
  );
}

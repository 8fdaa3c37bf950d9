import { notesCaptureText } from '#text/notesCapture';
import type { JSX } from 'preact';
import { isOnline } from '../../ui/connection';
import { Button } from '../../ui/Button';
import type { Capture } from './capture';
import { FileRow } from './FileRow';
import type { Outbox, WaitingNote } from '../store/outbox';

interface Props {
  owner: string;
  outbox: Outbox;
  capture: Capture;
}

/** The captured notes that wait longer than a request takes, with the reason. */
export function WaitingNotes({ owner, outbox, capture }: Props): JSX.Element {
  const shown = visibleNotes(outbox);
  return (
    <>
      <p class={shown.length > 0 ? 'capture-problem' : 'visually-hidden'} role="status">
        {statusText(outbox, shown)}
      </p>
      {shown.length > 0 && (
        <ul class="capture-waiting" role="list" aria-label={notesCaptureText.waiting.list}>
          {shown.map((item) => (
            <li key={item.key} class="capture-waiting-note">
              <p class="capture-waiting-text" dir="auto">
                {[item.title, item.text].filter(Boolean).join(' · ')}
              </p>
              {item.refusal !== undefined && (
                <p class="capture-problem">{notesCaptureText.waiting.refused(item.refusal)}</p>
              )}
              <FileRow owner={owner} files={item.files} onRemove={(id) => capture.removeWaitingFile(item.key, id)} />
              {isEditable(item) && (
                <Button kind="plain" onClick={() => capture.edit(item.key)}>
                  {notesCaptureText.waiting.edit}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function visibleNotes(outbox: Outbox): WaitingNote[] {
  const items = outbox.items.value;
  if (!isOnline.value || outbox.problem.value !== null) return items;
  return items.filter(({ refusal }) => refusal !== undefined);
}

function statusText(outbox: Outbox, shown: WaitingNote[]): string {
  const waiting = shown.filter(({ refusal }) => refusal === undefined);
  if (waiting.length === 0) return '';
  const { offline, failing, kept, notKept } = notesCaptureText.waiting;
  const isAway = !isOnline.value || outbox.problem.value === 'offline';
  const what = isAway ? offline(waiting.length) : failing(waiting.length);
  return waiting.some((item) => outbox.isMemoryOnly(item)) ? notKept(what) : kept(what);
}

/** Return whether a note can be edited. One sent without a response may be saved already, and is only sent again. */
function isEditable({ refusal, attempts, held, noteId }: WaitingNote): boolean {
  return refusal !== undefined || (attempts === 0 && !held && noteId === undefined);
}

import type { JSX } from 'preact';
import { isOnline } from '../../ui/connection';
import { Button } from '../../ui/Button';
import type { Capture } from './capture';
import { FileRow } from './FileRow';
import type { Outbox, Waiting } from '../store/outbox';

interface Props {
  owner: string;
  outbox: Outbox;
  capture: Capture;
}

/** The captured notes that wait longer than a request takes, with the reason. */
export function WaitingNotes({ owner, outbox, capture }: Props): JSX.Element {
  const shown = waitingIn(outbox);
  return (
    <>
      <p class={shown.length > 0 ? 'capture-problem' : 'visually-hidden'} role="status">
        {summaryOf(outbox, shown)}
      </p>
      {shown.length > 0 && (
        <ul class="capture-waiting" role="list" aria-label="Notes waiting to be saved">
          {shown.map((item) => (
            <li key={item.key} class="capture-waiting-note">
              <p class="capture-waiting-words" dir="auto">
                {[item.title, item.text].filter(Boolean).join(' · ')}
              </p>
              {item.refusal !== undefined && <p class="capture-problem">Not saved: {item.refusal}</p>}
              <FileRow owner={owner} files={item.files} onRemove={(id) => capture.removeWaitingFile(item.key, id)} />
              {isEditable(item) && (
                <Button kind="plain" onClick={() => capture.edit(item.key)}>
                  Edit
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function waitingIn(outbox: Outbox): Waiting[] {
  const items = outbox.items.value;
  if (!isOnline.value || outbox.trouble.value !== null) return items;
  return items.filter(({ refusal }) => refusal !== undefined);
}

function summaryOf(outbox: Outbox, shown: Waiting[]): string {
  const waiting = shown.filter(({ refusal }) => refusal === undefined);
  if (waiting.length === 0) return '';
  const notes = waiting.length === 1 ? '1 note' : `${waiting.length} notes`;
  const isAway = !isOnline.value || outbox.trouble.value === 'offline';
  const what = isAway ? `${notes} waiting for the connection.` : `Couldn’t save ${notes}. Retrying…`;
  return waiting.some((item) => outbox.isUnkept(item))
    ? `${what} This browser has no room to keep everything: leave this tab open.`
    : `${what} Kept on this device until then.`;
}

/** Return whether a note can be edited. One sent without a response may be saved already, and is only sent again. */
function isEditable({ refusal, attempts, held, noteId }: Waiting): boolean {
  return refusal !== undefined || (attempts === 0 && !held && noteId === undefined);
}

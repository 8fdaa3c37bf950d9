/** The texts of the uploads tray. */
import { bytes, count } from '../ui/format';
import { isUnsent, type Queue, type Summary, type Upload } from './queue';

/** Return the headline, with successes and failures: `3 of 12 uploaded · 1 failed`. */
export function headline({ connected }: Queue, now: Summary): string {
  const { total, running, ready, unsuccessful, asking, skipped } = now;
  const failed = unsuccessful > 0 ? ` · ${count(unsuccessful)} failed` : '';
  const left = skipped > 0 ? ` · ${count(skipped)} skipped` : '';
  if (running > asking && !connected) return `Waiting for the connection${failed}`;
  if (running > 0) return `${count(ready)} of ${count(total)} uploaded${failed}${left}`;
  if (total === 0) return skipped > 0 ? `${files(skipped)} skipped` : 'Uploads cancelled';
  if (unsuccessful === 0) return `${files(ready)} uploaded${left}`;
  if (ready === 0) return `${files(unsuccessful)} could not be uploaded${left}`;
  return `${count(ready)} of ${count(total)} uploaded${failed}${left}`;
}

/** Return the text for screen readers, which changes when uploads start, end or stop, and not at each step. */
export function spoken({ connected }: Queue, { running, ready, unsuccessful, asking, skipped }: Summary): string {
  if (running > asking) {
    const going = connected ? 'Uploading files.' : "There is no connection. Uploads go on when it's back.";
    return asking > 0 ? `${going} ${alreadyThere(asking)}` : going;
  }
  const said = [
    ready > 0 ? `${files(ready)} uploaded.` : '',
    unsuccessful > 0 ? `${files(unsuccessful)} could not be uploaded.` : '',
    skipped > 0 ? `${files(skipped)} skipped.` : '',
    asking > 0 ? alreadyThere(asking) : '',
  ];
  return said.filter(Boolean).join(' ') || 'Uploads cancelled.';
}

/** Say how many photos were checked for duplicates, if not all were; `compared` is that number. */
export function comparedWith(compared: number | undefined): string {
  if (compared === undefined) return '';
  if (compared === 0) return "Couldn't check for duplicates.";
  return `Only your newest ${count(compared)} photos were checked for duplicates.`;
}

export function alreadyThere(asking: number): string {
  return asking === 1 ? 'You already have 1 of these.' : `You already have ${count(asking)} of these.`;
}

/** Say where unsent files are kept, as long as there are any. */
export function whereKept(queue: Queue): string {
  const waiting = queue.uploads.filter(isUnsent);
  if (waiting.length === 0) return '';
  return waiting.every(({ isKept }) => isKept)
    ? 'Kept on this device until sent.'
    : 'Keep this page open until they are sent.';
}

export function stateOf(upload: Upload, connected: boolean): string {
  switch (upload.stage) {
    case 'waiting':
      return connected ? 'Waiting' : 'Waiting for the connection';
    case 'hashing':
      return 'Reading';
    case 'asking':
      return 'Already there';
    case 'sending':
      return `${bytes(upload.size * upload.progress)} of ${bytes(upload.size)}`;
    case 'settling':
      return 'Almost there';
    case 'ready':
      return bytes(upload.size);
    case 'cancelled':
      return 'Cancelled';
    case 'skipped':
      return 'Skipped: you already have it';
    default:
      return upload.reason ?? 'Something went wrong.';
  }
}

export function files(number: number): string {
  return `${count(number)} ${number === 1 ? 'file' : 'files'}`;
}

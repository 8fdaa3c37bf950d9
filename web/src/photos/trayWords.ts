/** What the uploads tray says. */
import { bytes, count } from '../ui/format';
import type { Queue, Summary, Upload } from './queue';

/** Both what went well and what did not: `3 of 12 uploaded · 1 failed`. */
export function headline(
  { connected }: Queue,
  { total, running, ready, unsuccessful, asking, skipped }: Summary,
): string {
  const failed = unsuccessful > 0 ? ` · ${count(unsuccessful)} failed` : '';
  if (running > asking) {
    return connected ? `${count(ready)} of ${count(total)} uploaded${failed}` : `Waiting for the connection${failed}`;
  }
  if (asking > 0) return `${count(ready)} of ${count(total)} uploaded${failed}`;
  if (total === 0) return skipped > 0 ? `${files(skipped)} skipped` : 'Uploads';
  if (unsuccessful === 0) return `${files(ready)} uploaded`;
  return ready > 0
    ? `${count(ready)} of ${count(total)} uploaded${failed}`
    : `${files(unsuccessful)} could not be uploaded`;
}

/** For the ear: when it begins, ends or stops, and not at each step. */
export function spoken({ connected }: Queue, { running, ready, unsuccessful, asking }: Summary): string {
  const question = asking > 0 ? ` ${alreadyThere(asking)}` : '';
  if (running > asking) {
    return (connected ? 'Uploading files.' : "There is no connection. Uploads go on when it's back.") + question;
  }
  const failed = unsuccessful > 0 ? ` ${files(unsuccessful)} could not be uploaded.` : '';
  return `${files(ready)} uploaded.${failed}${question}`;
}

export function alreadyThere(asking: number): string {
  return asking === 1 ? 'You already have 1 of these.' : `You already have ${count(asking)} of these.`;
}

/** Where those are that are not sent yet, for as long as that matters. */
export function whereKept(queue: Queue): string {
  const waiting = queue.uploads.filter(({ stage }) => ['waiting', 'hashing', 'asking', 'sending'].includes(stage));
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

/** The choice of texts for the uploads tray, by the state of the queue. */
import { uploadsText } from '#text/uploads';
import { isUnsent, type Queue, type Summary, type Upload } from './queue';

/** Return the headline, with successes and failures: `3 of 12 uploaded · 1 failed`. */
export function headline({ connected }: Queue, counts: Summary): string {
  const text = uploadsText.headline;
  const { total, running, ready, unsuccessful, asking, skipped } = counts;
  const failedPart = unsuccessful > 0 ? [text.alsoFailed(unsuccessful)] : [];
  const skippedPart = skipped > 0 ? [text.alsoSkipped(skipped)] : [];
  if (running > asking && !connected) return text.join([text.offline, ...failedPart]);
  if (running > 0) return text.join([text.progress(ready, total), ...failedPart, ...skippedPart]);
  if (total === 0) return skipped > 0 ? text.skipped(skipped) : text.canceled;
  if (unsuccessful === 0) return text.join([text.uploaded(ready), ...skippedPart]);
  if (ready === 0) return text.join([text.failed(unsuccessful), ...skippedPart]);
  return text.join([text.progress(ready, total), ...failedPart, ...skippedPart]);
}

/** Return the text for screen readers, which changes when uploads start, end or stop, and not at each step. */
export function announcement({ connected }: Queue, { running, ready, unsuccessful, asking, skipped }: Summary): string {
  const text = uploadsText.announcement;
  const question = asking > 0 ? uploadsText.duplicates.found(asking) : '';
  if (running > asking) {
    return [connected ? text.uploading : text.offline, question].filter(Boolean).join(' ');
  }
  const parts = [
    ready > 0 ? text.uploaded(ready) : '',
    unsuccessful > 0 ? text.failed(unsuccessful) : '',
    skipped > 0 ? text.skipped(skipped) : '',
    question,
  ];
  return parts.filter(Boolean).join(' ') || text.canceled;
}

/** Say how many photos were checked for duplicates, if not all were; `compared` is that number. */
export function duplicateCheckText(compared: number | undefined): string {
  if (compared === undefined) return '';
  return compared === 0 ? uploadsText.duplicates.notChecked : uploadsText.duplicates.checkedOnly(compared);
}

/** Say where unsent files are kept, as long as there are any. */
export function unsentText(queue: Queue): string {
  const waiting = queue.uploads.filter(isUnsent);
  if (waiting.length === 0) return '';
  return waiting.every(({ isKept }) => isKept) ? uploadsText.unsent.onDevice : uploadsText.unsent.inPage;
}

export function stageText(upload: Upload, connected: boolean): string {
  const text = uploadsText.stage;
  switch (upload.stage) {
    case 'waiting':
      return connected ? text.waiting : text.offline;
    case 'hashing':
      return text.hashing;
    case 'asking':
      return text.asking;
    case 'sending':
      return text.sending(upload.size * upload.progress, upload.size);
    case 'processing':
      return text.processing;
    case 'ready':
      return text.ready(upload.size);
    case 'cancelled':
      return text.canceled;
    case 'skipped':
      return text.skipped;
    default:
      return upload.reason ?? text.failed;
  }
}

import { describe, expect, it } from 'vitest';

import { queueReducer, emptyQueue, summary, type Queue, type QueueEvent } from './queue';
import { duplicateCheckText, headline, announcement, stageText, unsentText } from './trayTexts';

function queueOf(count: number, ...events: QueueEvent[]): Queue {
  const uploads = Array.from({ length: count }, (_, at) => ({ key: `${at}`, name: `p${at}.jpg`, size: 99 }));
  return events.reduce(queueReducer, queueReducer(emptyQueue, { type: 'added', uploads }));
}

const ready = (key: string): QueueEvent => ({ type: 'ready', key });
const failed = (key: string): QueueEvent => ({ type: 'failed', key, reason: 'No room.', retryable: true });
const skipped = (key: string): QueueEvent => ({ type: 'answered', key, isWanted: false });
const asking = (key: string): QueueEvent => ({ type: 'entered', key, stage: 'asking' });

describe('the headline of the tray', () => {
  it.each([
    ['counts while files are sent', queueOf(12, ready('0'), ready('1'), ready('2')), '3 of 12 uploaded'],
    ['counts failures as well', queueOf(3, ready('0'), failed('1')), '1 of 3 uploaded · 1 failed'],
    ['says that it waits for a connection', queueOf(2, { type: 'disconnected', key: '0' }), 'Waiting for connection'],
    ['says that all is done', queueOf(2, ready('0'), ready('1')), '2 files uploaded'],
    ['says how many failed', queueOf(2, ready('0'), failed('1')), '1 of 2 uploaded · 1 failed'],
    ['says that all failed', queueOf(1, failed('0')), "1 file couldn't be uploaded"],
    ['says how many were skipped', queueOf(1, asking('0'), skipped('0')), '1 file skipped'],
    [
      'says how many were uploaded and skipped',
      queueOf(2, ready('0'), asking('1'), skipped('1')),
      '1 file uploaded · 1 skipped',
    ],
    [
      'counts skipped files separately',
      queueOf(4, ready('0'), failed('1'), asking('2'), skipped('2')),
      '1 of 3 uploaded · 1 failed · 1 skipped',
    ],
    ['says that all was cancelled', queueOf(1, { type: 'cancelled', key: '0' }), 'Uploads canceled'],
  ])('%s', (_, queue, words) => {
    expect(headline(queue, summary(queue))).toBe(words);
  });

  it('announces duplicates to screen readers', () => {
    const queue = queueOf(2, ready('0'), asking('1'));
    expect(announcement(queue, summary(queue))).toBe('1 file uploaded. You already have 1 of these.');
  });

  it.each([
    ['skipped', queueOf(1, asking('0'), skipped('0')), '1 file skipped.'],
    ['cancelled', queueOf(1, { type: 'cancelled', key: '0' }), 'Uploads canceled.'],
    ['uploaded or skipped', queueOf(2, ready('0'), asking('1'), skipped('1')), '1 file uploaded. 1 file skipped.'],
    ['failed', queueOf(1, failed('0')), "1 file couldn't be uploaded."],
  ])('announces to screen readers when all were %s', (_, queue, words) => {
    expect(announcement(queue, summary(queue))).toBe(words);
  });

  it('says that not everything was checked for duplicates', () => {
    expect(duplicateCheckText(undefined)).toBe('');
    expect(duplicateCheckText(3000)).toBe('Only your newest 3,000 photos were checked for duplicates.');
    expect(duplicateCheckText(0)).toBe("Couldn't check for duplicates.");
  });

  it('says that files are kept only if all of them are', () => {
    expect(unsentText(queueOf(2, { type: 'kept', key: '0' }))).toBe(
      'Keep this page open until your files are uploaded.',
    );
    expect(unsentText(queueOf(1, { type: 'kept', key: '0' }))).toBe('Kept on this device until uploaded.');
    expect(unsentText(queueOf(1, ready('0')))).toBe('');
  });

  it('also says where retryable files are kept', () => {
    const broken = { type: 'failed', key: '0', reason: 'Broken.', retryable: true } as const;
    expect(unsentText(queueOf(1, broken))).toBe('Keep this page open until your files are uploaded.');
    expect(unsentText(queueOf(1, { type: 'kept', key: '0' }, broken))).toBe('Kept on this device until uploaded.');
    expect(unsentText(queueOf(1, { ...broken, retryable: false }))).toBe('');
  });

  it('says why a file failed', () => {
    const [upload] = queueOf(1, failed('0')).uploads;
    expect(upload && stageText(upload, true)).toBe('No room.');
  });
});

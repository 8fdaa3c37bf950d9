import { describe, expect, it } from 'vitest';

import { after, emptyQueue, summary, type Queue, type QueueEvent } from './queue';
import { comparedWith, headline, spoken, stateOf, whereKept } from './trayWords';

function queueOf(count: number, ...events: QueueEvent[]): Queue {
  const uploads = Array.from({ length: count }, (_, at) => ({ key: `${at}`, name: `p${at}.jpg`, size: 99 }));
  return events.reduce(after, after(emptyQueue, { type: 'added', uploads }));
}

const ready = (key: string): QueueEvent => ({ type: 'ready', key });
const failed = (key: string): QueueEvent => ({ type: 'failed', key, reason: 'No room.', retryable: true });
const skipped = (key: string): QueueEvent => ({ type: 'answered', key, isWanted: false });
const asking = (key: string): QueueEvent => ({ type: 'entered', key, stage: 'asking' });

describe('the headline of the tray', () => {
  it.each([
    ['counts while files are sent', queueOf(12, ready('0'), ready('1'), ready('2')), '3 of 12 uploaded'],
    ['counts failures as well', queueOf(3, ready('0'), failed('1')), '1 of 3 uploaded · 1 failed'],
    [
      'says that the connection is missing',
      queueOf(2, { type: 'disconnected', key: '0' }),
      'Waiting for the connection',
    ],
    ['says that all is done', queueOf(2, ready('0'), ready('1')), '2 files uploaded'],
    ['says what is left to be done', queueOf(2, ready('0'), failed('1')), '1 of 2 uploaded · 1 failed'],
    ['says that nothing worked', queueOf(1, failed('0')), '1 file could not be uploaded'],
    ['says what was left out', queueOf(1, asking('0'), skipped('0')), '1 file skipped'],
    [
      'says what was left out beside what was not',
      queueOf(2, ready('0'), asking('1'), skipped('1')),
      '1 file uploaded · 1 skipped',
    ],
    [
      'counts what was left out apart from the rest',
      queueOf(4, ready('0'), failed('1'), asking('2'), skipped('2')),
      '1 of 3 uploaded · 1 failed · 1 skipped',
    ],
    ['says that all was cancelled', queueOf(1, { type: 'cancelled', key: '0' }), 'Uploads cancelled'],
  ])('%s', (_, queue, words) => {
    expect(headline(queue, summary(queue))).toBe(words);
  });

  it('asks in the ear as well as in the eye', () => {
    const queue = queueOf(2, ready('0'), asking('1'));
    expect(spoken(queue, summary(queue))).toBe('1 file uploaded. You already have 1 of these.');
  });

  it.each([
    ['skipped', queueOf(1, asking('0'), skipped('0')), '1 file skipped.'],
    ['cancelled', queueOf(1, { type: 'cancelled', key: '0' }), 'Uploads cancelled.'],
    ['uploaded or skipped', queueOf(2, ready('0'), asking('1'), skipped('1')), '1 file uploaded. 1 file skipped.'],
    ['failed', queueOf(1, failed('0')), '1 file could not be uploaded.'],
  ])('tells the ear when all were %s', (_, queue, words) => {
    expect(spoken(queue, summary(queue))).toBe(words);
  });

  it('admits that not everything was compared', () => {
    expect(comparedWith(undefined)).toBe('');
    expect(comparedWith(3000)).toBe('Only your newest 3,000 photos were checked for duplicates.');
    expect(comparedWith(0)).toBe("Couldn't check for duplicates.");
  });

  it('promises that files are kept only where all of them are', () => {
    expect(whereKept(queueOf(2, { type: 'kept', key: '0' }))).toBe('Keep this page open until they are sent.');
    expect(whereKept(queueOf(1, { type: 'kept', key: '0' }))).toBe('Kept on this device until sent.');
    expect(whereKept(queueOf(1, ready('0')))).toBe('');
  });

  it('says also of what may be tried again where it is kept', () => {
    const broken = { type: 'failed', key: '0', reason: 'Broken.', retryable: true } as const;
    expect(whereKept(queueOf(1, broken))).toBe('Keep this page open until they are sent.');
    expect(whereKept(queueOf(1, { type: 'kept', key: '0' }, broken))).toBe('Kept on this device until sent.');
    expect(whereKept(queueOf(1, { ...broken, retryable: false }))).toBe('');
  });

  it('says why a file failed', () => {
    const [upload] = queueOf(1, failed('0')).uploads;
    expect(upload && stateOf(upload, true)).toBe('No room.');
  });
});

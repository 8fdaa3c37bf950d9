import { describe, expect, it } from 'vitest';

import { after, emptyQueue, summary, type Queue, type QueueEvent } from './queue';
import { headline, spoken, stateOf, whereKept } from './trayWords';

function queueOf(count: number, ...events: QueueEvent[]): Queue {
  const uploads = Array.from({ length: count }, (_, at) => ({ key: `${at}`, name: `p${at}.jpg`, size: 99 }));
  return events.reduce(after, after(emptyQueue, { type: 'added', uploads }));
}

const ready = (key: string): QueueEvent => ({ type: 'ready', key });
const failed = (key: string): QueueEvent => ({ type: 'failed', key, reason: 'No room.', retryable: true });
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
    [
      'says what was left out',
      queueOf(1, asking('0'), { type: 'answered', key: '0', isWanted: false }),
      '1 file skipped',
    ],
  ])('%s', (_, queue, words) => {
    expect(headline(queue, summary(queue))).toBe(words);
  });

  it('asks in the ear as well as in the eye', () => {
    const queue = queueOf(2, ready('0'), asking('1'));
    expect(spoken(queue, summary(queue))).toBe('1 file uploaded. You already have 1 of these.');
  });

  it('promises that files are kept only where all of them are', () => {
    expect(whereKept(queueOf(2, { type: 'kept', key: '0' }))).toBe('Keep this page open until they are sent.');
    expect(whereKept(queueOf(1, { type: 'kept', key: '0' }))).toBe('Kept on this device until sent.');
    expect(whereKept(queueOf(1, ready('0')))).toBe('');
  });

  it('says why a file failed', () => {
    const [upload] = queueOf(1, failed('0')).uploads;
    expect(upload && stateOf(upload, true)).toBe('No room.');
  });
});

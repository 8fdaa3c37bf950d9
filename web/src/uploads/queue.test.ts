import { describe, expect, it } from 'vitest';

import { queueReducer, emptyQueue, startable, summary, wouldLose, type Queue, type QueueEvent } from './queue';

function queueOf(count: number, ...events: QueueEvent[]): Queue {
  const uploads = Array.from({ length: count }, (_, index) => ({ key: `${index}`, name: 'same.jpg', size: 99 }));
  return events.reduce(queueReducer, queueReducer(emptyQueue, { type: 'added', uploads }));
}

const stages = (queue: Queue) => queue.uploads.map((upload) => upload.stage);
const keys = (uploads: readonly { key: string }[]) => uploads.map((upload) => upload.key);

describe('startable', () => {
  it('starts three at a time, first come first served', () => {
    expect(keys(startable(queueOf(5)))).toEqual(['0', '1', '2']);
  });

  it('starts the next as soon as one has been sent, without waiting for its preview', () => {
    const busy = queueOf(
      5,
      { type: 'started', key: '0' },
      { type: 'entered', key: '1', stage: 'sending' },
      { type: 'entered', key: '2', stage: 'sending' },
    );
    expect(startable(busy)).toEqual([]);
    expect(keys(startable(queueReducer(busy, { type: 'entered', key: '1', stage: 'processing' })))).toEqual(['3']);
  });

  it('starts nothing while offline, and continues when online', () => {
    const lost = queueOf(2, { type: 'entered', key: '0', stage: 'sending' }, { type: 'disconnected', key: '0' });
    expect(stages(lost)).toEqual(['waiting', 'waiting']);
    expect(startable(lost)).toEqual([]);
    expect(keys(startable(queueReducer(lost, { type: 'connected' })))).toEqual(['0', '1']);
  });
});

describe('queueReducer', () => {
  it('does not start an upload in progress again', () => {
    const sending = queueOf(1, { type: 'started', key: '0' }, { type: 'entered', key: '0', stage: 'sending' });
    expect(stages(queueReducer(sending, { type: 'started', key: '0' }))).toEqual(['sending']);
  });

  it('continues a duplicate that is wanted; an answer about any other upload changes nothing', () => {
    const asked = queueOf(2, { type: 'started', key: '0' }, { type: 'entered', key: '0', stage: 'asking' });
    const answered = queueReducer(asked, { type: 'answered', key: '0', isWanted: true });
    expect(stages(answered)).toEqual(['waiting', 'waiting']);
    expect(stages(queueReducer(answered, { type: 'answered', key: '1', isWanted: false }))).toEqual([
      'waiting',
      'waiting',
    ]);
  });

  it('would lose nothing that is kept on the device', () => {
    const chosen = queueOf(1);
    expect([wouldLose(chosen), wouldLose(queueReducer(chosen, { type: 'kept', key: '0' }))]).toEqual([true, false]);
  });

  it('keeps files of the same name apart', () => {
    expect(stages(queueOf(2, { type: 'cancelled', key: '1' }))).toEqual(['waiting', 'cancelled']);
  });

  it('does not bring a cancelled upload back when its progress comes late', () => {
    const late = queueOf(
      1,
      { type: 'entered', key: '0', stage: 'sending' },
      { type: 'cancelled', key: '0' },
      { type: 'progressed', key: '0', progress: 0.7 },
      { type: 'ready', key: '0' },
    );
    expect(late.uploads[0]).toMatchObject({ stage: 'cancelled', progress: 0 });
  });

  it('retries failed and cancelled uploads, and clears the reason', () => {
    const failed = queueOf(1, { type: 'failed', key: '0', reason: 'Broken.', retryable: true });
    expect(failed.uploads[0]).toMatchObject({ stage: 'failed', reason: 'Broken.' });
    const retried = queueReducer(failed, { type: 'retried', key: '0' });
    expect(retried.uploads[0]).toMatchObject({ stage: 'waiting', reason: undefined });
    expect(stages(queueOf(1, { type: 'cancelled', key: '0' }, { type: 'retried', key: '0' }))).toEqual(['waiting']);
  });

  it('does not retry what the service has rejected', () => {
    const rejected = queueOf(1, { type: 'rejected', key: '0', reason: 'Not a picture.' });
    expect(stages(queueReducer(rejected, { type: 'retried', key: '0' }))).toEqual(['rejected']);
  });

  it('clears finished uploads only', () => {
    const mixed = queueOf(
      4,
      { type: 'ready', key: '0' },
      { type: 'failed', key: '1', reason: '', retryable: true },
      { type: 'entered', key: '2', stage: 'processing' },
    );
    expect(keys(queueReducer(mixed, { type: 'cleared' }).uploads)).toEqual(['2', '3']);
    expect(keys(queueReducer(mixed, { type: 'dismissed', key: '2' }).uploads)).toEqual(['0', '1', '2', '3']);
    expect(keys(queueReducer(mixed, { type: 'dismissed', key: '1' }).uploads)).toEqual(['0', '2', '3']);
  });

  it('keeps progress between 0 and 1', () => {
    const wild = queueOf(
      1,
      { type: 'entered', key: '0', stage: 'sending' },
      { type: 'progressed', key: '0', progress: 1.4 },
    );
    expect(wild.uploads[0]?.progress).toBe(1);
  });
});

describe('summary', () => {
  it('weighs files by their bytes and leaves out cancelled ones', () => {
    const queue = queueOf(
      3,
      { type: 'ready', key: '0' },
      { type: 'cancelled', key: '1' },
      { type: 'entered', key: '2', stage: 'sending' },
    );
    expect(summary(queue)).toMatchObject({ total: 2, running: 1, ready: 1, unsuccessful: 0 });
    expect(summary(queue).progress).toBeCloseTo(0.55);
  });

  it('is zero for an empty queue', () => {
    expect(summary(emptyQueue)).toMatchObject({ total: 0, progress: 0 });
  });
});

describe('wouldLose', () => {
  it('is true until the bytes have arrived', () => {
    expect(wouldLose(queueOf(1))).toBe(true);
    expect(wouldLose(queueOf(1, { type: 'entered', key: '0', stage: 'sending' }))).toBe(true);
    expect(wouldLose(queueOf(1, { type: 'entered', key: '0', stage: 'processing' }))).toBe(false);
    expect(wouldLose(queueOf(1, { type: 'ready', key: '0' }))).toBe(false);
  });

  it('is true for retryable failures, unless the device keeps them', () => {
    const failed = (retryable: boolean): QueueEvent => ({ type: 'failed', key: '0', reason: '', retryable });
    expect(wouldLose(queueOf(1, failed(true)))).toBe(true);
    expect(wouldLose(queueOf(1, { type: 'kept', key: '0' }, failed(true)))).toBe(false);
    expect(wouldLose(queueOf(1, failed(false)))).toBe(false);
    expect(wouldLose(queueOf(1, { type: 'cancelled', key: '0' }))).toBe(false);
  });

  it('is true after a cancelled upload is retried, until the device keeps it again', () => {
    const again = queueOf(
      1,
      { type: 'kept', key: '0' },
      { type: 'cancelled', key: '0' },
      { type: 'retried', key: '0' },
    );
    expect([wouldLose(again), wouldLose(queueReducer(again, { type: 'kept', key: '0' }))]).toEqual([true, false]);
  });
});

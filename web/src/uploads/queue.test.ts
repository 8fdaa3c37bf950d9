import { describe, expect, it } from 'vitest';

import { after, emptyQueue, startable, summary, wouldLose, type Queue, type QueueEvent } from './queue';

function queueOf(count: number, ...events: QueueEvent[]): Queue {
  const uploads = Array.from({ length: count }, (_, index) => ({ key: `${index}`, name: 'same.jpg', size: 99 }));
  return events.reduce(after, after(emptyQueue, { type: 'added', uploads }));
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
    expect(keys(startable(after(busy, { type: 'entered', key: '1', stage: 'settling' })))).toEqual(['3']);
  });

  it('starts nothing while there is no network, and goes on when it is back', () => {
    const lost = queueOf(2, { type: 'entered', key: '0', stage: 'sending' }, { type: 'disconnected', key: '0' });
    expect(stages(lost)).toEqual(['waiting', 'waiting']);
    expect(startable(lost)).toEqual([]);
    expect(keys(startable(after(lost, { type: 'connected' })))).toEqual(['0', '1']);
  });
});

describe('after', () => {
  it('starts nothing that is under way, however often it is asked to', () => {
    const sending = queueOf(1, { type: 'started', key: '0' }, { type: 'entered', key: '0', stage: 'sending' });
    expect(stages(after(sending, { type: 'started', key: '0' }))).toEqual(['sending']);
  });

  it('lets go on what is wanted although it is there already, and nothing that was not asked about', () => {
    const asked = queueOf(2, { type: 'started', key: '0' }, { type: 'entered', key: '0', stage: 'asking' });
    const answered = after(asked, { type: 'answered', key: '0', isWanted: true });
    expect(stages(answered)).toEqual(['waiting', 'waiting']);
    expect(stages(after(answered, { type: 'answered', key: '1', isWanted: false }))).toEqual(['waiting', 'waiting']);
  });

  it('loses nothing with the page that the device keeps', () => {
    const chosen = queueOf(1);
    expect([wouldLose(chosen), wouldLose(after(chosen, { type: 'kept', key: '0' }))]).toEqual([true, false]);
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

  it('tries again what failed or was cancelled, and forgets why it failed', () => {
    const failed = queueOf(1, { type: 'failed', key: '0', reason: 'Broken.', retryable: true });
    expect(failed.uploads[0]).toMatchObject({ stage: 'failed', reason: 'Broken.' });
    const retried = after(failed, { type: 'retried', key: '0' });
    expect(retried.uploads[0]).toMatchObject({ stage: 'waiting', reason: undefined });
    expect(stages(queueOf(1, { type: 'cancelled', key: '0' }, { type: 'retried', key: '0' }))).toEqual(['waiting']);
  });

  it('does not try again what the service has rejected', () => {
    const rejected = queueOf(1, { type: 'rejected', key: '0', reason: 'Not a picture.' });
    expect(stages(after(rejected, { type: 'retried', key: '0' }))).toEqual(['rejected']);
  });

  it('clears away what is over, and nothing that runs', () => {
    const mixed = queueOf(
      4,
      { type: 'ready', key: '0' },
      { type: 'failed', key: '1', reason: '', retryable: true },
      { type: 'entered', key: '2', stage: 'settling' },
    );
    expect(keys(after(mixed, { type: 'cleared' }).uploads)).toEqual(['2', '3']);
    expect(keys(after(mixed, { type: 'dismissed', key: '2' }).uploads)).toEqual(['0', '1', '2', '3']);
    expect(keys(after(mixed, { type: 'dismissed', key: '1' }).uploads)).toEqual(['0', '2', '3']);
  });

  it('keeps progress between nothing and all', () => {
    const wild = queueOf(
      1,
      { type: 'entered', key: '0', stage: 'sending' },
      { type: 'progressed', key: '0', progress: 1.4 },
    );
    expect(wild.uploads[0]?.progress).toBe(1);
  });
});

describe('summary', () => {
  it('weighs files by their bytes and leaves out what was cancelled', () => {
    const queue = queueOf(
      3,
      { type: 'ready', key: '0' },
      { type: 'cancelled', key: '1' },
      { type: 'entered', key: '2', stage: 'sending' },
    );
    expect(summary(queue)).toMatchObject({ total: 2, running: 1, ready: 1, unsuccessful: 0 });
    expect(summary(queue).progress).toBeCloseTo(0.55);
  });

  it('is nothing for an empty queue', () => {
    expect(summary(emptyQueue)).toMatchObject({ total: 0, progress: 0 });
  });
});

describe('wouldLose', () => {
  it('holds until the bytes have arrived', () => {
    expect(wouldLose(queueOf(1))).toBe(true);
    expect(wouldLose(queueOf(1, { type: 'entered', key: '0', stage: 'sending' }))).toBe(true);
    expect(wouldLose(queueOf(1, { type: 'entered', key: '0', stage: 'settling' }))).toBe(false);
    expect(wouldLose(queueOf(1, { type: 'ready', key: '0' }))).toBe(false);
  });

  it('holds for what has failed and may be tried again, unless the device keeps it', () => {
    const failed = (retryable: boolean): QueueEvent => ({ type: 'failed', key: '0', reason: '', retryable });
    expect(wouldLose(queueOf(1, failed(true)))).toBe(true);
    expect(wouldLose(queueOf(1, { type: 'kept', key: '0' }, failed(true)))).toBe(false);
    expect(wouldLose(queueOf(1, failed(false)))).toBe(false);
    expect(wouldLose(queueOf(1, { type: 'cancelled', key: '0' }))).toBe(false);
  });

  it('holds for what is wanted again after it was cancelled, until the device keeps it again', () => {
    const again = queueOf(
      1,
      { type: 'kept', key: '0' },
      { type: 'cancelled', key: '0' },
      { type: 'retried', key: '0' },
    );
    expect([wouldLose(again), wouldLose(after(again, { type: 'kept', key: '0' }))]).toEqual([true, false]);
  });
});

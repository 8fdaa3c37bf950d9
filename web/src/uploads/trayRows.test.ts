import { describe, expect, it } from 'vitest';

import { queueReducer, emptyQueue, type QueueEvent } from './queue';
import { MAX_ROWS, rowsOf } from './trayRows';

function rowsAfter(count: number, ...events: QueueEvent[]) {
  const uploads = Array.from({ length: count }, (_, at) => ({ key: `${at}`, name: `p${at}.jpg`, size: 99 }));
  return rowsOf(events.reduce(queueReducer, queueReducer(emptyQueue, { type: 'added', uploads })));
}

const keys = (uploads: readonly { key: string }[]): string => uploads.map(({ key }) => key).join(' ');

describe('the rows of the tray', () => {
  it('show failures first, then duplicates, uploads in progress, and skipped ones', () => {
    const { shown, ready } = rowsAfter(
      6,
      { type: 'cancelled', key: '0' },
      { type: 'started', key: '1' },
      { type: 'ready', key: '2' },
      { type: 'entered', key: '4', stage: 'asking' },
      { type: 'failed', key: '5', reason: 'No room.', retryable: true },
    );
    expect([keys(shown), keys(ready)]).toEqual(['5 4 1 3 0', '2']);
  });

  it('show what needs the user, however many files wait before it', () => {
    const { shown, more } = rowsAfter(500, { type: 'entered', key: '499', stage: 'asking' });
    expect([shown.length, more, shown[0]?.key]).toEqual([MAX_ROWS, 500 - MAX_ROWS, '499']);
  });
});

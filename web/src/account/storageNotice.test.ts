import { describe, expect, it, vi } from 'vitest';
import type { Account } from '../api/types';
import { StorageNotice } from './storageNotice';

const HOUR = 3_600_000;

function accountWith(usage: Partial<Account['usage']>): Account {
  const limits = { notes: 100, files: 100, bytes: 100, image_bytes: 100, file_bytes: 100 };
  return { id: 'person', email: 'me@a.example', usage: { notes: 0, files: 0, bytes: 0, ...usage }, limits };
}

function noticeOf(usage: Partial<Account['usage']>) {
  const kept = new Map<string, string>();
  const around = {
    account: vi.fn(() => Promise.resolve(accountWith(usage))),
    store: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
    },
    now: vi.fn(() => 0),
    notify: vi.fn(),
  };
  return {
    notice: new StorageNotice('person', around),
    ...around,
    kept,
    again: () => new StorageNotice('person', around),
  };
}

describe('the notice after uploads', () => {
  it('names each limit of which most is used', async () => {
    const { notice, notify } = noticeOf({ bytes: 80, files: 90, notes: 79 });
    await notice.afterUploads();
    expect(notify).toHaveBeenCalledWith(['bytes', 'files']);
  });

  it('is not given before that', async () => {
    const { notice, notify, kept } = noticeOf({ bytes: 79 });
    await notice.afterUploads();
    expect(notify).not.toHaveBeenCalled();
    expect(kept.size).toBe(0);
  });

  it('is given once a day, also after the page was loaded again', async () => {
    const { notice, again, notify, now } = noticeOf({ bytes: 80 });
    await notice.afterUploads();
    now.mockReturnValue(23 * HOUR);
    await notice.afterUploads();
    await again().afterUploads();
    expect(notify).toHaveBeenCalledTimes(1);
    now.mockReturnValue(24 * HOUR);
    await notice.afterUploads();
    expect(notify).toHaveBeenCalledTimes(2);
  });

  it('asks the service at most once an hour', async () => {
    const { notice, account, now } = noticeOf({});
    for (const minutes of [0, 1, 59, 60, 61]) {
      now.mockReturnValue((minutes * HOUR) / 60);
      await notice.afterUploads();
    }
    expect(account).toHaveBeenCalledTimes(2);
  });

  it('is made up for after a failure, which nobody sees', async () => {
    const { notice, account, notify } = noticeOf({ bytes: 80 });
    account.mockRejectedValueOnce(new TypeError('no network'));
    await notice.afterUploads();
    await notice.afterUploads();
    expect(notify).toHaveBeenCalledTimes(1);
  });
});

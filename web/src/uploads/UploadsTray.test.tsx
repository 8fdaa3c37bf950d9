// @vitest-environment jsdom
import 'fake-indexeddb/auto';

import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, it, vi } from 'vitest';

import { Offline } from '../api/errors';
import { fakeApi } from '../testing/api';
import type { Session, SessionStatus } from '../auth/session';
import type { Config } from '../config';
import { provide } from '../context';

vi.hoisted(() => {
  Object.defineProperty(navigator, 'locks', { value: { request: () => Promise.resolve() } });
});

const status = signal<SessionStatus>('in');

/** Render the page of a user who has selected a file and is offline. */
async function page(): Promise<HTMLElement> {
  const session = { status, userId: signal('ada'), onSignOut: () => undefined } as unknown as Session;
  provide({
    config: {} as Config,
    session,
    api: fakeApi({ post: { '/files': () => Promise.reject(new Offline()) } }),
  });
  const [{ UploadsTray }, { uploader }] = await Promise.all([import('./UploadsTray'), import('./uploads')]);
  const place = document.body.appendChild(document.createElement('div'));
  await act(() => {
    render(<UploadsTray uploader={uploader} />, place);
    void uploader.enqueue([new File(['GIF89a'], 'a secret.gif')]);
  });
  return place;
}

it('shows no file names after the session has ended, and shows them again when the user is back', async () => {
  const place = await page();
  expect(place.textContent).toContain('a secret.gif');
  await act(() => void (status.value = 'out'));
  expect(place.innerHTML).toBe('');
  await act(() => void (status.value = 'in'));
  expect(place.textContent).toContain('a secret.gif');
});

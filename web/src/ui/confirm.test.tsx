// @vitest-environment jsdom
import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import type { Api } from '../api/client';
import type { Session, SessionStatus } from '../auth/session';
import type { Config } from '../config';
import { provide } from '../context';
import { confirm } from './confirm';

it('resolves to false and removes the dialog when the session ends', async () => {
  // jsdom does not implement it.
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
  const status = signal<SessionStatus>('in');
  provide({ config: {} as Config, session: { status } as unknown as Session, api: {} as Api });
  const answer = confirm({
    title: 'Delete forever?',
    text: '“Diary” will be gone.',
    confirmLabel: 'Delete',
    cancelLabel: 'Keep',
  });
  expect(document.body.textContent).toContain('Diary');
  status.value = 'out';
  expect(document.body.textContent).not.toContain('Diary');
  expect(await answer).toBe(false);
});

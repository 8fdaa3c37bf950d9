// @vitest-environment jsdom
import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import type { Api } from '../api/client';
import type { Session, Standing } from '../auth/session';
import type { Config } from '../config';
import { provide } from '../context';
import { ask } from './ask';

it('takes the end of the session for a no, and leaves nothing of the question on the page', async () => {
  // jsdom does not implement it.
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
  const standing = signal<Standing>('in');
  provide({ config: {} as Config, session: { standing } as unknown as Session, api: {} as Api });
  const answer = ask({ title: 'Delete forever?', words: '“Diary” will be gone.', yes: 'Delete', no: 'Keep' });
  expect(document.body.textContent).toContain('Diary');
  standing.value = 'out';
  expect(document.body.textContent).not.toContain('Diary');
  expect(await answer).toBe(false);
});

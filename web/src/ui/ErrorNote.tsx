import { CircleAlert, WifiOff } from 'lucide';
import type { JSX } from 'preact';
import { ApiError, Offline } from '../api/errors';
import { AuthProblem } from '../auth/problems';
import { Button } from './Button';
import './ErrorNote.css';
import { Icon } from './Icon';

/** What went wrong, for somebody who did not write the program. */
export function wordsFor(error: unknown): string {
  if (error instanceof Offline) return 'You seem to be offline. Check your connection, then try again.';
  if (error instanceof ApiError || error instanceof AuthProblem) return error.message;
  return 'Something went wrong on this page. Try again, or load the page anew.';
}

/** In the place of what could not be shown. */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }): JSX.Element {
  return (
    <div class="error-note" role="alert">
      <Icon icon={error instanceof Offline ? WifiOff : CircleAlert} />
      <p>{wordsFor(error)}</p>
      {retry && <Button onClick={retry}>Try again</Button>}
    </div>
  );
}

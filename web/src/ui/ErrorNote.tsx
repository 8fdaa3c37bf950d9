import { CircleAlert, WifiOff } from 'lucide';
import type { JSX } from 'preact';
import { Offline } from '../api/errors';
import { Button } from './Button';
import { isOnline } from './connection';
import './ErrorNote.css';
import { wordsFor } from './errorWords';
import { Icon } from './Icon';
import { useRetry } from './retrying';
import { Words } from './Words';

/** An error message in place of content that could not be shown. Temporary errors are retried automatically. */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }): JSX.Element {
  const retries = useRetry(error, retry);
  const words = retries ? wordsWhileRetrying(error) : wordsFor(error);
  return (
    <div class="error-note" role="alert">
      <Icon icon={error instanceof Offline ? WifiOff : CircleAlert} />
      <p>
        <Words>{words}</Words>
      </p>
      {retry && <Button onClick={retry}>Try again</Button>}
    </div>
  );
}

function wordsWhileRetrying(error: unknown): string {
  if (!isOnline.value) return "You're offline. This will load when you're back online.";
  return error instanceof Offline ? "Can't reach Skynotes right now. Retrying…" : `${wordsFor(error)} Retrying…`;
}

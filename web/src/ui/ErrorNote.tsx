import { commonText } from '#text/common';
import { problemsText } from '#text/problems';
import { CircleAlert, WifiOff } from 'lucide';
import type { JSX } from 'preact';
import { Offline } from '../api/errors';
import { Button } from './Button';
import { isOnline } from './connection';
import './ErrorNote.css';
import { errorMessage } from './errorMessages';
import { Icon } from './Icon';
import { useRetry } from './retrying';
import { ReplacedText } from './ReplacedText';

/** An error message in place of content that could not be shown. Temporary errors are retried automatically. */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }): JSX.Element {
  const retries = useRetry(error, retry);
  const message = retries ? retryingMessage(error) : errorMessage(error);
  return (
    <div class="error-note" role="alert">
      <Icon icon={error instanceof Offline ? WifiOff : CircleAlert} />
      <p>
        <ReplacedText>{message}</ReplacedText>
      </p>
      {retry && <Button onClick={retry}>{commonText.tryAgain}</Button>}
    </div>
  );
}

function retryingMessage(error: unknown): string {
  const { offline, unreachable, after } = problemsText.retrying;
  if (!isOnline.value) return offline;
  return error instanceof Offline ? unreachable : after(errorMessage(error));
}

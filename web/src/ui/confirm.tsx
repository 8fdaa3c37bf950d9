import { render } from 'preact';
import { session } from '../context';
import { Button } from './Button';
import { Dialog } from './Dialog';

export interface Confirmation {
  title: string;
  /** The consequences of a yes. */
  text: string;
  confirmLabel: string;
  cancelLabel: string;
}

/** Ask before an action that cannot be undone. Closing the dialog or the end of the session counts as a no. */
export function confirm({ title, text, confirmLabel, cancelLabel }: Confirmation): Promise<boolean> {
  return new Promise((resolve) => {
    const container = document.createElement('div');
    document.body.append(container);
    let unsubscribe = (): void => undefined;
    const answer = (isConfirmed: boolean): void => {
      unsubscribe();
      render(null, container);
      container.remove();
      resolve(isConfirmed);
    };
    render(
      <Dialog
        title={title}
        onClose={() => answer(false)}
        actions={
          <>
            <Button onClick={() => answer(false)}>{cancelLabel}</Button>
            <Button kind="danger" onClick={() => answer(true)}>
              {confirmLabel}
            </Button>
          </>
        }
      >
        <p>{text}</p>
      </Dialog>,
      container,
    );
    // The question may name something that the next user must not see.
    unsubscribe = session.status.subscribe((status) => {
      if (status === 'out') answer(false);
    });
  });
}

import { render } from 'preact';
import { session } from '../context';
import { Button } from './Button';
import { Dialog } from './Dialog';

export interface Question {
  title: string;
  /** The consequences of a yes. */
  words: string;
  yes: string;
  no: string;
}

/** Ask before an action that cannot be undone. Closing the dialog or the end of the session counts as a no. */
export function ask({ title, words, yes, no }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const place = document.createElement('div');
    document.body.append(place);
    let stop = (): void => undefined;
    const answer = (isYes: boolean): void => {
      stop();
      render(null, place);
      place.remove();
      resolve(isYes);
    };
    render(
      <Dialog
        title={title}
        onClose={() => answer(false)}
        actions={
          <>
            <Button onClick={() => answer(false)}>{no}</Button>
            <Button kind="danger" onClick={() => answer(true)}>
              {yes}
            </Button>
          </>
        }
      >
        <p>{words}</p>
      </Dialog>,
      place,
    );
    // The question may name something that the next user must not see.
    stop = session.standing.subscribe((standing) => {
      if (standing === 'out') answer(false);
    });
  });
}

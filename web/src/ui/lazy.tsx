import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ErrorNote } from './ErrorNote';

export type LazyView<Props = object> = FunctionComponent<Props> & { prepare: () => void };

/** A view in a file of its own, which the browser fetches when it is first shown or prepared; meanwhile `waiting`. */
export function lazy<Props extends object>(
  load: () => Promise<{ default: FunctionComponent<Props> }>,
  waiting: () => JSX.Element | null,
): LazyView<Props> {
  let Loaded: FunctionComponent<Props> | undefined;

  const fetchView = async (): Promise<void> => {
    Loaded = (await load()).default;
  };

  function Lazy(props: Props): JSX.Element | null {
    const [failure, setFailure] = useState<unknown>();
    const [, setLoaded] = useState(Loaded !== undefined);

    useEffect(() => {
      // Prepared, the view may have come after this was first drawn and before it is asked for here.
      const arrival = Loaded ? Promise.resolve() : fetchView();
      arrival.then(
        () => setLoaded(true),
        (error: unknown) => setFailure(error),
      );
    }, []);

    if (failure !== undefined) return <ErrorNote error={failure} retry={() => location.reload()} />;
    return Loaded ? <Loaded {...props} /> : waiting();
  }

  // A failure is told when the view is shown, and tries once more.
  const prepare = (): void => void fetchView().catch(() => undefined);
  return Object.assign(Lazy, { prepare });
}

import type { ComponentType, FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ErrorNote } from './ErrorNote';

interface Module {
  default: ComponentType;
}

export type LazyView = FunctionComponent & { prepare: () => void };

/** A view in a file of its own, which the browser fetches when it is first shown or prepared; meanwhile `waiting`. */
export function lazy(load: () => Promise<Module>, waiting: () => JSX.Element): LazyView {
  let Loaded: ComponentType | undefined;

  const fetchView = async (): Promise<void> => {
    Loaded = (await load()).default;
  };

  function Lazy(): JSX.Element {
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
    return Loaded ? <Loaded /> : waiting();
  }

  // A failure is told when the view is shown, and tries once more.
  const prepare = (): void => void fetchView().catch(() => undefined);
  return Object.assign(Lazy, { prepare });
}

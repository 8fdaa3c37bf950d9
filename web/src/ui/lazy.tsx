import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Offline } from '../api/errors';
import { isOnline } from './connection';
import { ErrorNote } from './ErrorNote';

export type LazyView<Props = object> = FunctionComponent<Props> & { prepare: () => void };

interface Code<Loaded> {
  loaded: Loaded | undefined;
  failure: unknown;
  /** Asked for by the reader. */
  retry: () => void;
}

/** Code in a file of its own, fetched once; `prepare` fetches it before it is needed. */
export class LazyCode<Loaded> {
  loaded: Loaded | undefined;
  readonly #load: () => Promise<Loaded>;

  constructor(load: () => Promise<Loaded>) {
    this.#load = load;
  }

  /** Rejects with `Offline`: nothing else keeps a file of ours from coming that worked when it was built. */
  async fetch(): Promise<Loaded> {
    try {
      this.loaded ??= await this.#load();
      return this.loaded;
    } catch {
      throw new Offline();
    }
  }

  /** A failure is told when the code is needed, and tries once more. */
  prepare(): void {
    this.fetch().catch(() => undefined);
  }
}

/** The code once it is there, and until then why it is not. */
export function useCode<Loaded>(code: LazyCode<Loaded>): Code<Loaded> {
  const [failure, setFailure] = useState<unknown>();
  const [, setLoaded] = useState(code.loaded !== undefined);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    code.fetch().then(
      () => setLoaded(true),
      (error: unknown) => {
        setFailure(error);
        if (attempt > 1) void reloadIfReachable();
      },
    );
  }, [code, attempt]);
  return { loaded: code.loaded, failure, retry: () => setAttempt(attempt + 1) };
}

/** A view in a file of its own, which the browser fetches when it is first shown or prepared; meanwhile `waiting`. */
export function lazy<Props extends object>(
  load: () => Promise<{ default: FunctionComponent<Props> }>,
  waiting: () => JSX.Element | null,
): LazyView<Props> {
  const code = new LazyCode(load);

  function Lazy(props: Props): JSX.Element | null {
    const { loaded, failure, retry } = useCode(code);
    if (loaded) return <loaded.default {...props} />;
    return failure === undefined ? waiting() : <ErrorNote error={failure} retry={retry} />;
  }

  return Object.assign(Lazy, { prepare: () => code.prepare() });
}

/**
 * Load the page anew, which brings files that a new version has replaced, and imports that a browser does not try
 * twice; never without a connection, which would leave the reader with the browser's own error page.
 */
async function reloadIfReachable(): Promise<void> {
  const answer = isOnline.peek()
    ? await fetch('/config.json', { cache: 'no-store' }).catch(() => undefined)
    : undefined;
  if (answer?.ok) location.reload();
}

import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Offline } from '../api/errors';
import { isOnline } from './connection';
import { ErrorNote } from './ErrorNote';

export type LazyView<Props = object> = FunctionComponent<Props> & { preload: () => void };

interface CodeState<Loaded> {
  loaded: Loaded | undefined;
  failure: unknown;
  /** Fetch the code again, at the user's request. */
  retry: () => void;
}

/** Code in a file of its own, fetched once; `preload` fetches it before it is needed. */
export class LazyCode<Loaded> {
  loaded: Loaded | undefined;
  readonly #load: () => Promise<Loaded>;

  constructor(load: () => Promise<Loaded>) {
    this.#load = load;
  }

  /** Fetch the code. Rejects with `Offline`: a file that worked when it was built fails only without a connection. */
  async fetch(): Promise<Loaded> {
    try {
      this.loaded ??= await this.#load();
      return this.loaded;
    } catch {
      throw new Offline();
    }
  }

  /** Fetch the code in advance. A failure is reported when the code is needed, which fetches it again. */
  preload(): void {
    this.fetch().catch(() => undefined);
  }
}

/** Return the code once it is loaded, and until then the failure, if any. */
export function useLazyCode<Loaded>(code: LazyCode<Loaded>): CodeState<Loaded> {
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

/** Create a view in a file of its own, fetched when it is first shown or preloaded; `fallback` is shown meanwhile. */
export function lazy<Props extends object>(
  load: () => Promise<{ default: FunctionComponent<Props> }>,
  fallback: () => JSX.Element | null,
): LazyView<Props> {
  const code = new LazyCode(load);

  function Lazy(props: Props): JSX.Element | null {
    const { loaded, failure, retry } = useLazyCode(code);
    if (loaded) return <loaded.default {...props} />;
    return failure === undefined ? fallback() : <ErrorNote error={failure} retry={retry} />;
  }

  return Object.assign(Lazy, { preload: () => code.preload() });
}

/**
 * Reload the page, which fetches files that a new version has replaced, and imports that the browser does not retry.
 * Without a connection, do nothing: the user would be left with the browser's own error page.
 */
async function reloadIfReachable(): Promise<void> {
  const answer = isOnline.peek()
    ? await fetch('/config.json', { cache: 'no-store' }).catch(() => undefined)
    : undefined;
  if (answer?.ok) location.reload();
}

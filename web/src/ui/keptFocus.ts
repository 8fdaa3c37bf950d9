/**
 * The focus stays near where it was when what had it leaves the page: a row that was archived, a tag that was removed, a
 * toast that was dismissed. Browsers drop it to the body, and whoever uses a keyboard would begin again at the top.
 */

interface Step {
  parent: Element;
  /** The place among its parent's children of what led to the focus. */
  at: number;
}

/** What may be focused without opening the keyboard of a phone. */
const OPERABLE = 'a[href], button:not(:disabled), summary, [tabindex="0"]';

/** Watch the document until the signal says otherwise. `moved` calls back when the reader has gone to another view. */
export function keepFocus(moved: (forget: () => void) => void, signal?: AbortSignal): void {
  let last: Element | undefined;
  let way: Step[] = [];
  const forget = (): void => {
    last = undefined;
  };

  document.addEventListener(
    'focusin',
    ({ target }) => {
      if (!(target instanceof Element)) return;
      last = target;
      way = wayTo(target);
    },
    { ...(signal && { signal }) },
  );
  // The new view has its own place for the focus.
  moved(forget);

  const catchUp = (): void => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    forget();
    nearest(way)?.focus({ preventScroll: true });
  };
  // Later, for the focus may be on its way to where the Tab key sends it.
  const observer = new MutationObserver(() => {
    if (last?.isConnected === false) setTimeout(catchUp);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  signal?.addEventListener('abort', () => observer.disconnect());
}

function wayTo(target: Element): Step[] {
  const way: Step[] = [];
  for (let child = target; child.parentElement; child = child.parentElement) {
    // A dialog that closes gives the focus back to what opened it.
    if (child.matches('dialog')) return [];
    way.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) });
  }
  return way;
}

/** The next thing to operate, else the one before, within the smallest part of the page that is still there. */
function nearest(way: readonly Step[]): HTMLElement | undefined {
  for (const { parent, at } of way) {
    if (!parent.isConnected) continue;
    if (parent.matches('main, body')) return document.querySelector<HTMLElement>('h1') ?? undefined;
    const children = [...parent.children];
    const found = firstIn(children.slice(at)) ?? firstIn(children.slice(0, at).reverse());
    if (found) return found;
  }
  return undefined;
}

function firstIn(elements: readonly Element[]): HTMLElement | undefined {
  for (const element of elements) {
    const found = element.matches(OPERABLE) ? element : element.querySelector(OPERABLE);
    if (found instanceof HTMLElement && !found.closest('[hidden], [inert]')) return found;
  }
  return undefined;
}

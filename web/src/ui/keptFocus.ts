/**
 * Focus that stays nearby when the focused element leaves the page: an archived row, a removed tag, a dismissed toast.
 * Browsers move it to the body, and keyboard users would have to start again at the top.
 */

interface Step {
  parent: Element;
  /** The index, among its parent's children, of the element that leads to the focus. */
  at: number;
}

/** Elements that can take focus without opening the keyboard of a phone. */
const OPERABLE = 'a[href], button:not(:disabled), summary, [tabindex="0"]';

/** Watch the document until the signal aborts. `moved` registers a callback for when the user goes to another view. */
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
  // The new view sets the focus itself.
  moved(forget);

  const catchUp = (): void => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    forget();
    nearest(way)?.focus({ preventScroll: true });
  };
  // Deferred, because the Tab key may be moving the focus at this moment.
  const observer = new MutationObserver(() => {
    if (last?.isConnected === false) setTimeout(catchUp);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  signal?.addEventListener('abort', () => observer.disconnect());
}

function wayTo(target: Element): Step[] {
  const way: Step[] = [];
  for (let child = target; child.parentElement; child = child.parentElement) {
    // A dialog that closes returns the focus to what opened it.
    if (child.matches('dialog')) return [];
    way.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) });
  }
  return way;
}

/** Return the next operable element, else the one before, within the smallest part of the page that is still there. */
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

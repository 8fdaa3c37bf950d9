/**
 * Focus that stays nearby when the focused element leaves the page: an archived row, a removed tag, a dismissed toast.
 * Browsers move it to the body, and keyboard users would have to start again at the top.
 */

interface PathStep {
  parent: Element;
  /** The index, among its parent's children, of the element that leads to the focus. */
  index: number;
}

/** Elements that can take focus without opening the keyboard of a phone. */
const FOCUSABLE = 'a[href], button:not(:disabled), summary, [tabindex="0"]';

/** Watch the document until the signal aborts. `onNavigate` registers a callback for when the user goes to another view. */
export function keepFocus(onNavigate: (forget: () => void) => void, signal?: AbortSignal): void {
  let last: Element | undefined;
  let path: PathStep[] = [];
  const forget = (): void => {
    last = undefined;
  };

  document.addEventListener(
    'focusin',
    ({ target }) => {
      if (!(target instanceof Element)) return;
      last = target;
      path = pathTo(target);
    },
    { ...(signal && { signal }) },
  );
  // The new view sets the focus itself.
  onNavigate(forget);

  const restoreFocus = (): void => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    forget();
    nearestFocusable(path)?.focus({ preventScroll: true });
  };
  // Deferred, because the Tab key may be moving the focus at this moment.
  const observer = new MutationObserver(() => {
    if (last?.isConnected === false) setTimeout(restoreFocus);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  signal?.addEventListener('abort', () => observer.disconnect());
}

function pathTo(target: Element): PathStep[] {
  const path: PathStep[] = [];
  for (let child = target; child.parentElement; child = child.parentElement) {
    // A dialog that closes returns the focus to what opened it.
    if (child.matches('dialog')) return [];
    path.push({ parent: child.parentElement, index: [...child.parentElement.children].indexOf(child) });
  }
  return path;
}

/** Return the next operable element, else the one before, within the smallest part of the page that is still there. */
function nearestFocusable(path: readonly PathStep[]): HTMLElement | undefined {
  for (const { parent, index } of path) {
    if (!parent.isConnected) continue;
    // Around the content there is only the navigation, which begins with the link that skips it.
    if (parent.matches('main, body') || parent.querySelector('main'))
      return document.querySelector<HTMLElement>('h1') ?? undefined;
    const children = [...parent.children];
    const found = firstFocusable(children.slice(index)) ?? firstFocusable(children.slice(0, index).reverse());
    if (found) return found;
  }
  return undefined;
}

function firstFocusable(elements: readonly Element[]): HTMLElement | undefined {
  for (const element of elements) {
    const found = element.matches(FOCUSABLE) ? element : element.querySelector(FOCUSABLE);
    if (found instanceof HTMLElement && !found.closest('[hidden], [inert]')) return found;
  }
  return undefined;
}

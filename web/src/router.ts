import { signal } from '@preact/signals';
import { parseRoute, type Route } from './routes';

/** The route that the user is at. */
export const route = signal<Route>(parseRoute(location.pathname));

/** Go to another path of the page; `replace` if the back button should not lead here again. */
export function navigate(path: string, options: { replace?: boolean } = {}): void {
  if (path === location.pathname) return;
  history[options.replace ? 'replaceState' : 'pushState'](null, '', path);
  route.value = parseRoute(location.pathname);
}

/** Follow the back button, and every plain click on an internal link. Return a function that stops it. */
export function startRouter(): () => void {
  const onPop = (): void => {
    route.value = parseRoute(location.pathname);
  };
  addEventListener('popstate', onPop);
  document.addEventListener('click', onClick);
  return () => {
    removeEventListener('popstate', onPop);
    document.removeEventListener('click', onClick);
  };
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.hash || parseRoute(link.pathname).name === 'not-found') return;
  event.preventDefault();
  navigate(link.pathname);
}

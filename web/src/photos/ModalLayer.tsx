import { render, type ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A layer over everything but the toasts: its children are put at the end of the page, and what is behind is inert. A
 * modal <dialog> would cover the toasts too, and with them the way to undo.
 */
export function ModalLayer({ children }: { children: ComponentChildren }): null {
  const place = useRef<HTMLElement | null>(null);

  useLayoutEffect(() => {
    const before = document.activeElement;
    const layer = document.createElement('div');
    document.body.append(layer);
    place.current = layer;
    const behind = document.querySelectorAll('.shell, [data-behind]');
    for (const element of behind) element.setAttribute('inert', '');
    document.documentElement.classList.add('is-covered');
    return () => {
      for (const element of behind) element.removeAttribute('inert');
      document.documentElement.classList.remove('is-covered');
      render(null, layer);
      layer.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    if (place.current) render(<>{children}</>, place.current);
  });

  return null;
}

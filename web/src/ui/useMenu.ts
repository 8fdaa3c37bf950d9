import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isComposing } from './composing';

interface MenuState {
  open: boolean;
  toggle: () => void;
  /** Close the menu, and focus its button. */
  close: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** The menu with its button. */
  root: RefObject<HTMLDivElement | null>;
  button: RefObject<HTMLButtonElement | null>;
}

/** Keep a menu open or closed, and its focus where the keys move it. */
export function useMenu(): MenuState {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    enabledItems(root)[0]?.focus();
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open || isComposing(event)) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const next = nextItem(event.key, enabledItems(root), document.activeElement);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };

  return { open, toggle: () => setOpen(!open), close, onKeyDown, root, button };
}

/** Return the choices that can be selected. */
function enabledItems({ current }: RefObject<HTMLElement | null>): HTMLElement[] {
  return [...(current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])];
}

/** Return the choice to which a key moves the focus; undefined for keys that do not move it. */
function nextItem(key: string, items: HTMLElement[], current: Element | null): HTMLElement | undefined {
  const index = items.findIndex((item) => item === current);
  switch (key) {
    case 'ArrowDown':
      return items[(index + 1) % items.length];
    case 'ArrowUp':
      return items.at(index <= 0 ? -1 : index - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return undefined;
  }
}

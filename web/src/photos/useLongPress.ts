import type { HTMLAttributes } from 'preact';
import { useRef } from 'preact/hooks';

const LONG_PRESS_MS = 450;
const MOVE_TOLERANCE_PX = 10;

type Handlers = Pick<
  HTMLAttributes<HTMLDivElement>,
  'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onContextMenu' | 'onClickCapture'
>;

/** Return handlers that select a photo on a long press. */
export function useLongPress(onLongPress: (id: string) => void): Handlers {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const done = useRef(false);
  const end = (): void => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  return {
    onPointerDown: (event) => {
      done.current = false;
      const link = event.target instanceof Element ? event.target.closest<HTMLElement>('.tile-link') : null;
      const id = link?.dataset.id;
      if (event.pointerType === 'mouse' || id === undefined) return;
      const timer = setTimeout(() => {
        done.current = true;
        onLongPress(id);
      }, LONG_PRESS_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (press.current && Math.hypot(clientX - press.current.x, clientY - press.current.y) > MOVE_TOLERANCE_PX) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu: (event) => {
      if (done.current || press.current) event.preventDefault();
    },
    // The click that ends a long press does not count.
    onClickCapture: (event) => {
      if (!done.current) return;
      done.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

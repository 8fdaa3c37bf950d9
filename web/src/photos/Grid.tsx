import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

import { catalogue } from '../files/catalogue';
import { shortcutOf } from '../ui/keyboard';
import { monthName } from '../ui/localTime';
import { rowHeightFor } from './first';
import { beside, justify, rowOf, rowsWithin, type Layout } from './layout';
import { MonthNow } from './MonthNow';
import { library } from './photos';
import { ownPicture } from '../files/ownPictures';
import { nearEnd, useKeptScroll, useSight, useStillness, useWidth } from './scrolling';
import type { Selection } from './selection';
import { Tile } from './Tile';
import { months, ratiosOf, type Month } from './timeline';
import { useTouch } from './touch';
import { measured } from '../uploads/uploads';
import './Grid.css';

interface GridProps {
  selection: Selection;
  onToggle: (id: string, reach: boolean) => void;
  /** The photo to show and to focus when the user comes back from it. */
  returnTo: string | null;
}

/** All photos by month; only those that are visible, and some around them, are rendered. */
export function Grid({ selection, onToggle, returnTo }: GridProps): JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const width = useWidth(grid);
  const { entries, complete, loading, error } = library.shown.value;
  const shapes = measured.value;
  const groups = useMemo(() => months(entries), [entries]);
  const layout = useMemo(
    () => justify(ratiosOf(entries, ownPicture), groups, optionsFor(width)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `shapes` changes when an answer of `ownPicture` does
    [entries, groups, width, shapes],
  );
  useKeptScroll(width > 0 && layout.height > 0);
  useStillness(grid, layout, entries, indexOfPhoto);
  const sight = useSight(grid, layout);
  const [current, setCurrent] = useState(0);
  const reachable = inSight(layout, sight, current) ? current : (layout.rowFirst[sight.first] ?? 0);
  const focusOn = useFocus(grid, layout);

  const isNearEnd = nearEnd(layout, sight);
  useEffect(() => {
    if (width > 0 && isNearEnd && !loading && !complete && error === undefined) void library.more();
  }, [width, isNearEnd, loading, complete, error, entries]);

  useRenewal(layout, sight);

  useEffect(() => {
    const index = returnTo === null ? -1 : library.indexOf(returnTo);
    if (index >= 0) focusOn(index);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs once for each return, even if the grid changes
  }, [returnTo]);

  const touch = useTouch((id) => onToggle(id, false));

  const onClick = (event: MouseEvent): void => {
    const id = idOf(event.target);
    if (id === undefined || event.metaKey || event.ctrlKey) return;
    if (!event.shiftKey && selection.ids.size === 0) return;
    event.preventDefault();
    onToggle(id, event.shiftKey);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const id = idOf(event.target);
    const key = shortcutOf(event);
    if (id === undefined || key === undefined) return;
    if (key === 'x' || key === ' ') {
      event.preventDefault();
      onToggle(id, event.shiftKey);
      return;
    }
    const next = step(layout, library.indexOf(id), key);
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    focusOn(next);
  };

  return (
    <div
      class={selection.ids.size ? 'grid grid-choosing' : 'grid'}
      ref={grid}
      style={{ height: `${layout.height}px` }}
      onClick={onClick}
      onKeyDown={onKeyDown}
      onFocusCapture={(event) => {
        const index = indexOf(event.target);
        if (index !== undefined) setCurrent(index);
      }}
      {...touch}
    >
      <MonthNow grid={grid} layout={layout} groups={groups} />
      {layout.sections.map((section, at) => {
        if (section.endRow <= sight.first || section.firstRow >= sight.end) return null;
        const month = groups[at];
        return (
          month && (
            <section
              key={month.month}
              class="grid-month"
              aria-labelledby={`month-${month.month}`}
              style={{ transform: `translateY(${section.top}px)` }}
            >
              <h2 class="grid-heading" id={`month-${month.month}`}>
                {monthName(month.month)}
              </h2>
              <ul class="grid-tiles">{tiles(layout, month, section.top)}</ul>
            </section>
          )
        );
      })}
    </div>
  );

  function tiles(places: Layout, month: Month, top: number): JSX.Element[] {
    const [, firstEnd] = rowsWithin(places, 0, window.innerHeight);
    const result: JSX.Element[] = [];
    for (let row = sight.first; row < sight.end; row += 1) {
      const end = Math.min(places.rowFirst[row + 1] ?? 0, month.end);
      for (let index = Math.max(places.rowFirst[row] ?? 0, month.first); index < end; index += 1) {
        const entry = entries[index];
        if (!entry) continue;
        result.push(
          <Tile
            key={entry.file.id}
            file={entry.file}
            urls={catalogue.urls(entry.file.id)}
            index={index}
            left={places.left[index] ?? 0}
            top={(places.rowTop[row] ?? 0) - top}
            width={places.width[index] ?? 0}
            height={places.rowHeight[row] ?? 0}
            chosen={selection.ids.has(entry.file.id)}
            reachable={index === reachable}
            flying={sight.flying}
            first={row < firstEnd}
            onToggle={onToggle}
          />,
        );
      }
    }
    return result;
  }
}

function indexOfPhoto(id: string): number {
  return library.indexOf(id);
}

function optionsFor(width: number): Parameters<typeof justify>[2] {
  return { width, rowHeight: rowHeightFor(width), gap: width < 600 ? 2 : 4, headingHeight: width < 600 ? 48 : 60 };
}

/** Renew the URLs of the visible photos, once scrolling has stopped. */
function useRenewal(layout: Layout, { first, end, flying }: { first: number; end: number; flying: boolean }): void {
  const { entries } = library.shown.value;
  const [, setRenewed] = useState(0);
  useEffect(() => {
    if (flying || end === 0) return undefined;
    let wanted = true;
    const ids: string[] = [];
    for (let index = layout.rowFirst[first] ?? 0; index < (layout.rowFirst[end] ?? 0); index += 1) {
      const file = entries[index]?.file;
      if (file?.status === 'ready' && !catalogue.urls(file.id)) ids.push(file.id);
    }
    if (ids.length === 0) return undefined;
    library.renew(ids).then(
      () => wanted && setRenewed((times) => times + 1),
      // The tiles keep their placeholders; scrolling here again retries.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [layout, entries, first, end, flying]);
}

/** Return a function that focuses any photo, which may first have to be scrolled to and rendered. */
function useFocus(grid: { current: HTMLDivElement | null }, layout: Layout): (index: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const link = grid.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });
  return (index) => {
    wanted.current = index;
    const row = rowOf(layout, index);
    const gridTop = grid.current?.getBoundingClientRect().top ?? 0;
    const top = gridTop + (layout.rowTop[row] ?? 0);
    const bottom = top + (layout.rowHeight[row] ?? 0);
    const room = 72;
    if (top < room) window.scrollBy(0, top - room);
    else if (bottom > window.innerHeight - room) window.scrollBy(0, bottom - window.innerHeight + room);
    const link = grid.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  };
}

function step(layout: Layout, index: number, key: string): number | undefined {
  const last = layout.left.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return beside(layout, index, -1);
    case 'ArrowDown':
      return beside(layout, index, 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

function inSight(layout: Layout, sight: { first: number; end: number }, index: number): boolean {
  return index >= (layout.rowFirst[sight.first] ?? 0) && index < (layout.rowFirst[sight.end] ?? 0);
}

function linkOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.tile-link') : null;
}

function idOf(target: EventTarget | null): string | undefined {
  return linkOf(target)?.dataset.id;
}

function indexOf(target: EventTarget | null): number | undefined {
  const index = linkOf(target)?.dataset.index;
  return index === undefined ? undefined : Number(index);
}

import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

import { shortcutOf } from '../ui/keyboard';
import { GridMonth } from './GridMonth';
import { useMore, useRenewal } from './gridLoading';
import type { Layout } from './layout';
import { MonthNow } from './MonthNow';
import { photoList } from './photos';
import { useKeptScroll, useSight, useStillness } from './scrolling';
import type { Selection } from './selection';
import { step, useReturn, useTileFocus } from './tileFocus';
import { useTouch } from './touch';
import { useGridLayout } from './useGridLayout';
import './Grid.css';

type Toggle = (id: string, reach: boolean) => void;

interface GridProps {
  selection: Selection;
  onToggle: Toggle;
  /** The photo to show and to focus when the user comes back from it. */
  returnTo: string | null;
}

/** All photos by month; only those that are visible, and some around them, are rendered. */
export function Grid({ selection, onToggle, returnTo }: GridProps): JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const { width, entries, groups, layout } = useGridLayout(grid);
  useKeptScroll(width > 0 && layout.height > 0);
  useStillness(grid, layout, entries, indexOfPhoto);
  const sight = useSight(grid, layout);
  const { reachable, setCurrent, focusOn } = useTileFocus(grid, layout, sight);
  useMore(width, layout, sight);
  useRenewal(layout, sight);
  useReturn(returnTo, focusOn);
  const touch = useTouch((id) => onToggle(id, false));

  const moveTo = (index: number): void => {
    setCurrent(index);
    focusOn(index);
  };

  return (
    <div
      class={selection.ids.size ? 'grid grid-choosing' : 'grid'}
      ref={grid}
      style={{ height: `${layout.height}px` }}
      onClick={clicksFor(selection, onToggle)}
      onKeyDown={keysFor(layout, onToggle, moveTo)}
      onFocusCapture={(event) => {
        const index = indexOf(event.target);
        if (index !== undefined) setCurrent(index);
      }}
      {...touch}
    >
      <MonthNow grid={grid} layout={layout} groups={groups} />
      {layout.sections.map((section, at) => {
        const month = groups[at];
        if (!month || section.endRow <= sight.first || section.firstRow >= sight.end) return null;
        return (
          <GridMonth
            key={month.month}
            {...{ month, section, entries, layout, sight, selection, reachable, onToggle }}
          />
        );
      })}
    </div>
  );
}

/** Return the handler of clicks: with Shift, or once some photos are selected, they select instead of opening. */
function clicksFor(selection: Selection, onToggle: Toggle): (event: MouseEvent) => void {
  return (event) => {
    const id = idOf(event.target);
    if (id === undefined || event.metaKey || event.ctrlKey) return;
    if (!event.shiftKey && selection.ids.size === 0) return;
    event.preventDefault();
    onToggle(id, event.shiftKey);
  };
}

/** Return the handler of keys, which select the focused photo, or move on from it. */
function keysFor(layout: Layout, onToggle: Toggle, moveTo: (index: number) => void): (event: KeyboardEvent) => void {
  return (event: KeyboardEvent): void => {
    const id = idOf(event.target);
    const key = shortcutOf(event);
    if (id === undefined || key === undefined) return;
    if (key === 'x' || key === ' ') {
      event.preventDefault();
      onToggle(id, event.shiftKey);
      return;
    }
    const next = step(layout, photoList.indexOf(id), key);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };
}

function indexOfPhoto(id: string): number {
  return photoList.indexOf(id);
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

import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

import { shortcutKey } from '../ui/keyboard';
import { GridMonth } from './GridMonth';
import { useLoadMore, useUrlRenewal } from './gridLoading';
import type { Layout } from './layout';
import { StickyMonth } from './StickyMonth';
import { photoList } from './sharedPhotoList';
import { useScrollRestoration, useVisibleRows, useScrollAnchor } from './scrolling';
import type { Selection } from './selection';
import { targetOfKey, useReturnFocus, useTileFocus } from './tileFocus';
import { useLongPress } from './useLongPress';
import { useGridLayout } from './useGridLayout';
import './Grid.css';

type Toggle = (id: string, extend: boolean) => void;

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
  useScrollRestoration(width > 0 && layout.height > 0);
  useScrollAnchor(grid, layout, entries, indexOfPhoto);
  const visibleRows = useVisibleRows(grid, layout);
  const { tabStop, setCurrent, focusOn } = useTileFocus(grid, layout, visibleRows);
  useLoadMore(width, layout, visibleRows);
  useUrlRenewal(layout, visibleRows);
  useReturnFocus(returnTo, focusOn);
  const touch = useLongPress((id) => onToggle(id, false));

  const moveTo = (index: number): void => {
    setCurrent(index);
    focusOn(index);
  };

  return (
    <div
      class={selection.ids.size ? 'grid grid-selecting' : 'grid'}
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
      <StickyMonth grid={grid} layout={layout} groups={groups} />
      {layout.sections.map((section, at) => {
        const month = groups[at];
        if (!month || section.endRow <= visibleRows.first || section.firstRow >= visibleRows.end) return null;
        return (
          <GridMonth
            key={month.month}
            {...{ month, section, entries, layout, visibleRows, selection, tabStop, onToggle }}
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
    const key = shortcutKey(event);
    if (id === undefined || key === undefined) return;
    if (key === 'x' || key === ' ') {
      event.preventDefault();
      onToggle(id, event.shiftKey);
      return;
    }
    const next = targetOfKey(layout, photoList.indexOf(id), key);
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

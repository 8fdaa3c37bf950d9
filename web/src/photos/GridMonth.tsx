import type { JSX } from 'preact';

import { catalogue } from '../files/sharedCatalogue';
import { formatMonth } from '../ui/localTime';
import { rowsWithin, type Layout, type Section } from './layout';
import type { VisibleRows } from './scrolling';
import type { Selection } from './selection';
import { Tile } from './Tile';
import type { Entry, Month } from './timeline';

interface GridMonthProps {
  month: Month;
  section: Section;
  entries: readonly Entry[];
  layout: Layout;
  visibleRows: VisibleRows;
  selection: Selection;
  /** The index of the photo at which the Tab key stops. */
  tabStop: number;
  onToggle: (id: string, extend: boolean) => void;
}

/** A month of the grid: its heading, and those of its photos that are visible or nearly so. */
export function GridMonth(props: GridMonthProps): JSX.Element {
  const { month, section } = props;
  return (
    <section
      class="grid-month"
      aria-labelledby={`month-${month.month}`}
      style={{ transform: `translateY(${section.top}px)` }}
    >
      <h2 class="grid-heading" id={`month-${month.month}`}>
        {formatMonth(month.month)}
      </h2>
      <ul class="grid-tiles">{tiles(props)}</ul>
    </section>
  );
}

/** Return the tiles of the month in the rows to render. */
function tiles({
  month,
  section,
  entries,
  layout,
  visibleRows,
  selection,
  tabStop,
  onToggle,
}: GridMonthProps): JSX.Element[] {
  const [, firstEnd] = rowsWithin(layout, 0, window.innerHeight);
  const result: JSX.Element[] = [];
  for (let row = visibleRows.first; row < visibleRows.end; row += 1) {
    const end = Math.min(layout.rowFirst[row + 1] ?? 0, month.end);
    for (let index = Math.max(layout.rowFirst[row] ?? 0, month.first); index < end; index += 1) {
      const entry = entries[index];
      if (!entry) continue;
      result.push(
        <Tile
          key={entry.file.id}
          file={entry.file}
          urls={catalogue.urls(entry.file.id)}
          index={index}
          left={layout.left[index] ?? 0}
          top={(layout.rowTop[row] ?? 0) - section.top}
          width={layout.width[index] ?? 0}
          height={layout.rowHeight[row] ?? 0}
          selected={selection.ids.has(entry.file.id)}
          isTabStop={index === tabStop}
          isScrollingFast={visibleRows.isScrollingFast}
          isAboveFold={row < firstEnd}
          onToggle={onToggle}
        />,
      );
    }
  }
  return result;
}

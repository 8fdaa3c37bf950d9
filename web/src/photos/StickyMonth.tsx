import type { JSX, RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { formatMonth } from '../ui/localTime';
import { sectionAt, type Layout } from './layout';
import type { Month } from './timeline';

interface StickyMonthProps {
  grid: RefObject<HTMLDivElement | null>;
  layout: Layout;
  groups: readonly Month[];
}

/** The month at the top of the window, once its own heading has scrolled by. Screen readers read the headings. */
export function StickyMonth({ grid, layout, groups }: StickyMonthProps): JSX.Element {
  const [section, setSection] = useState(-1);

  useEffect(() => {
    const update = (): void => {
      const top = -(grid.current?.getBoundingClientRect().top ?? 0);
      const at = sectionAt(layout, top + 1);
      setSection(top > (layout.sections[at]?.top ?? 0) + 8 ? at : -1);
    };
    update();
    addEventListener('scroll', update, { passive: true });
    return () => removeEventListener('scroll', update);
  }, [grid, layout]);

  const month = groups[section]?.month;
  return (
    <div class="sticky-month" aria-hidden="true">
      {month !== undefined && (
        <span key={month} class="sticky-month-name">
          {formatMonth(month)}
        </span>
      )}
    </div>
  );
}

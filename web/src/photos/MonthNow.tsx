import type { JSX, RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { monthName } from '../ui/localTime';
import { sectionAt, type Layout } from './layout';
import type { Month } from './timeline';

interface MonthNowProps {
  grid: RefObject<HTMLDivElement | null>;
  layout: Layout;
  groups: readonly Month[];
}

/** The month at the top of the window, once its own heading has scrolled by. Screen readers read the headings. */
export function MonthNow({ grid, layout, groups }: MonthNowProps): JSX.Element {
  const [section, setSection] = useState(-1);

  useEffect(() => {
    const look = (): void => {
      const top = -(grid.current?.getBoundingClientRect().top ?? 0);
      const at = sectionAt(layout, top + 1);
      setSection(top > (layout.sections[at]?.top ?? 0) + 8 ? at : -1);
    };
    look();
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [grid, layout]);

  const month = groups[section]?.month;
  return (
    <div class="month-now" aria-hidden="true">
      {month !== undefined && (
        <span key={month} class="month-now-name">
          {monthName(month)}
        </span>
      )}
    </div>
  );
}

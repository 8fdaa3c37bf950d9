import { commonText } from '#text/common';
import type { JSX } from 'preact';
import { Loading, Skeleton } from '../../ui/Skeleton';
import './NoteRow.css';
import './TagChips.css';

/** The skeleton of a list that is loading. */
export function ListSkeleton(): JSX.Element {
  return (
    <Loading label={commonText.loading.notes}>
      {/* Most users have tags: their space is reserved, so that the list does not jump. */}
      <div class="chips">
        <Skeleton width="12rem" height="1.875rem" />
      </div>
      <div class="note-list">
        {Array.from({ length: 6 }, (_, index) => (
          <div key={index} class="note-row note-row-skeleton">
            <Skeleton width={`${(index % 3) * 4 + 9}rem`} height="1rem" />
            <Skeleton height="0.75rem" />
            <Skeleton width="70%" height="0.75rem" />
            <Skeleton width="5rem" height="0.75rem" />
          </div>
        ))}
      </div>
    </Loading>
  );
}

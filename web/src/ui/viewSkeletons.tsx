import { commonText } from '#text/common';
import type { JSX } from 'preact';
import { Loading, Skeleton } from './Skeleton';
import './viewSkeletons.css';

/** The placeholder of a view whose code is still loading: its real layout, without its content. */

export function NotesSkeleton(): JSX.Element {
  return (
    <div class="view view-list">
      <Loading label={commonText.loading.notes}>
        <div class="skeleton-notes">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} height={index === 0 ? '7rem' : '8.5rem'} />
          ))}
        </div>
      </Loading>
    </div>
  );
}

export function PhotosSkeleton(): JSX.Element {
  return (
    <div class="view view-full">
      <Loading label={commonText.loading.photos}>
        <div class="skeleton-title">
          <Skeleton width="9rem" height="1.625rem" />
        </div>
        <div class="skeleton-photos">
          {Array.from({ length: 12 }, (_, index) => (
            <Skeleton key={index} width={`${(index % 3) * 3 + 9}rem`} height="11rem" />
          ))}
        </div>
      </Loading>
    </div>
  );
}

export function AccountSkeleton(): JSX.Element {
  return (
    <div class="view view-text">
      <Loading label={commonText.loading.account}>
        <div class="skeleton-title">
          <Skeleton width="9rem" height="1.625rem" />
        </div>
        <div class="skeleton-cards">
          <Skeleton height="9rem" />
          <Skeleton height="16rem" />
          <Skeleton height="20rem" />
        </div>
      </Loading>
    </div>
  );
}

import type { JSX } from 'preact';
import { Loading, Skeleton } from './Skeleton';
import './waiting.css';

/** The placeholder of a view whose code is still loading: its real layout, without its content. */

export function NotesWaiting(): JSX.Element {
  return (
    <div class="view view-list">
      <Loading label="Loading your notes">
        <div class="waiting-notes">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} height={index === 0 ? '7rem' : '8.5rem'} />
          ))}
        </div>
      </Loading>
    </div>
  );
}

export function PhotosWaiting(): JSX.Element {
  return (
    <div class="view view-full">
      <Loading label="Loading your photos">
        <div class="waiting-title">
          <Skeleton width="9rem" height="1.625rem" />
        </div>
        <div class="waiting-photos">
          {Array.from({ length: 12 }, (_, index) => (
            <Skeleton key={index} width={`${(index % 3) * 3 + 9}rem`} height="11rem" />
          ))}
        </div>
      </Loading>
    </div>
  );
}

export function AccountWaiting(): JSX.Element {
  return (
    <div class="view view-text">
      <Loading label="Loading your account">
        <div class="waiting-title">
          <Skeleton width="9rem" height="1.625rem" />
        </div>
        <div class="waiting-cards">
          <Skeleton height="9rem" />
          <Skeleton height="16rem" />
          <Skeleton height="20rem" />
        </div>
      </Loading>
    </div>
  );
}

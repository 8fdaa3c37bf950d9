import type { JSX } from 'preact';
import { Loading, Skeleton } from '../../ui/Skeleton';
import './NoteView.css';

/** The skeleton of a note that is loading. */
export function NoteWaiting(): JSX.Element {
  return (
    <div class="view view-full">
      <Loading label="Loading the note">
        <div class="note note-waiting">
          <Skeleton width="60%" height="2rem" />
          <Skeleton height="1rem" />
          <Skeleton height="1rem" />
          <Skeleton width="80%" height="1rem" />
        </div>
      </Loading>
    </div>
  );
}

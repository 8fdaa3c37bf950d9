import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import { Loading, Skeleton } from '../../ui/Skeleton';
import './NoteView.css';

/** The skeleton of a note that is loading. */
export function NoteSkeleton(): JSX.Element {
  return (
    <div class="view view-full">
      <Loading label={notesEditingText.loading}>
        <div class="note note-skeleton">
          <Skeleton width="60%" height="2rem" />
          <Skeleton height="1rem" />
          <Skeleton height="1rem" />
          <Skeleton width="80%" height="1rem" />
        </div>
      </Loading>
    </div>
  );
}

import type { JSX } from 'preact';
import './Skeleton.css';

/** The outline of content that is loading, with sizes in CSS lengths. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }): JSX.Element {
  return <span class="skeleton" style={{ width, height }} aria-hidden="true" />;
}

/** A container for skeletons that tells screen readers what is loading. */
export function Loading({ label, children }: { label: string; children: JSX.Element | JSX.Element[] }): JSX.Element {
  return (
    <div role="status">
      <span class="visually-hidden">{label}</span>
      {children}
    </div>
  );
}

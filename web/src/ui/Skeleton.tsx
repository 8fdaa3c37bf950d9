import type { JSX } from 'preact';
import './Skeleton.css';

/** The shape of what is on its way, in CSS lengths. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }): JSX.Element {
  return <span class="skeleton" style={{ width, height }} aria-hidden="true" />;
}

/** Holds skeletons, and tells those who do not see them. */
export function Loading({ label, children }: { label: string; children: JSX.Element | JSX.Element[] }): JSX.Element {
  return (
    <div role="status">
      <span class="visually-hidden">{label}</span>
      {children}
    </div>
  );
}

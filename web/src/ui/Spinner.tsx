import type { JSX } from 'preact';
import './Spinner.css';

/** A sign of work in progress. Without text beside it, `label` names the work. */
export function Spinner({ label }: { label?: string }): JSX.Element {
  return <span class="spinner" {...(label ? { role: 'status', 'aria-label': label } : { 'aria-hidden': true })} />;
}

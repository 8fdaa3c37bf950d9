import type { JSX } from 'preact';
import './Spinner.css';

/** Something is under way. Where no words stand beside it, `label` says what. */
export function Spinner({ label }: { label?: string }): JSX.Element {
  return <span class="spinner" {...(label ? { role: 'status', 'aria-label': label } : { 'aria-hidden': true })} />;
}

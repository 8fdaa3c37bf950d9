import type { IconNode } from 'lucide';
import { h, type JSX } from 'preact';
import './Icon.css';

export type { IconNode };

/** A lucide icon, hidden from screen readers; so text or a label stands beside it. */
export function Icon({ icon, size = 20 }: { icon: IconNode; size?: number }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {icon.map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
    </svg>
  );
}

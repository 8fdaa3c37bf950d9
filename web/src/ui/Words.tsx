import type { JSX } from 'preact';

/**
 * Words that change in place. A browser that translates the page puts each text into elements of its own, and what is
 * written into the old text later is seen by nobody: so other words are another element.
 */
export function Words({ children }: { children: string }): JSX.Element {
  return <span key={children}>{children}</span>;
}

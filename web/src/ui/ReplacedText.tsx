import type { JSX } from 'preact';

/**
 * Text that changes in place. A browser that translates the page puts each text into elements of its own, and later
 * updates of the old text node are not visible; so different text gets a different element.
 */
export function ReplacedText({ children }: { children: string }): JSX.Element {
  return <span key={children}>{children}</span>;
}

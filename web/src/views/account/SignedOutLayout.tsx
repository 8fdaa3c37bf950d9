import { commonText } from '#text/common';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { session } from '../../context';
import { useViewTitle } from '../../ui/useViewTitle';
import './SignedOutLayout.css';

interface SignedOutLayoutProps {
  title: string;
  /** A sentence on what to do here. */
  lead?: ComponentChildren;
  /** Links to related pages. */
  links?: ComponentChildren;
  children?: ComponentChildren;
}

/** The page layout for a user who is not signed in. */
export function SignedOutLayout({ title, lead, links, children }: SignedOutLayoutProps): JSX.Element {
  const heading = useViewTitle(title);
  useEffect(() => session.preload(), []);
  return (
    <div class="signed-out">
      <header class="signed-out-brand">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <span>{commonText.appName}</span>
      </header>
      <main class="signed-out-card">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead !== undefined && <p class="signed-out-lead">{lead}</p>}
        {children}
        {links !== undefined && <p class="signed-out-links">{links}</p>}
      </main>
      <footer class="signed-out-footer">{commonText.tagline}</footer>
    </div>
  );
}

import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { session } from '../../context';
import { useArrival } from '../../ui/useArrival';
import './Frame.css';

interface FrameProps {
  title: string;
  /** A sentence on what to do here. */
  lead?: ComponentChildren;
  /** Links to related pages. */
  links?: ComponentChildren;
  children: ComponentChildren;
}

/** The page layout for a user who is not signed in. */
export function Frame({ title, lead, links, children }: FrameProps): JSX.Element {
  const heading = useArrival(title);
  useEffect(() => session.prepare(), []);
  return (
    <div class="frame">
      <header class="frame-brand">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <span>Skynotes</span>
      </header>
      <main class="frame-card">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead !== undefined && <p class="frame-lead">{lead}</p>}
        {children}
        {links !== undefined && <p class="frame-links">{links}</p>}
      </main>
      <footer class="frame-footer">A private place for your notes and photos.</footer>
    </div>
  );
}

import type { ComponentChildren, JSX } from 'preact';
import { useArrival } from './useArrival';
import './View.css';
import { Words } from './Words';

interface ViewProps {
  title: string;
  /** Where the title is clear from what is there, it is only read out. */
  titleHidden?: boolean;
  /** Beside the title. */
  actions?: ComponentChildren;
  /** How wide it may become: a text's measure, a list's, or all there is. */
  width?: 'text' | 'list' | 'full';
  children: ComponentChildren;
}

/** One view: its title, which the window bears too and where focus goes when the reader has come from another. */
export function View({ title, titleHidden = false, actions, width = 'list', children }: ViewProps): JSX.Element {
  const heading = useArrival(title);
  return (
    <div class={`view view-${width}`}>
      <header class={titleHidden && actions === undefined ? 'visually-hidden' : 'view-header'}>
        <h1 ref={heading} class={titleHidden ? 'visually-hidden' : 'view-title'} tabIndex={-1}>
          <Words>{title}</Words>
        </h1>
        {actions !== undefined && <div class="view-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

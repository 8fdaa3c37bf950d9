import type { ComponentChildren, JSX } from 'preact';
import { useViewTitle } from './useViewTitle';
import './View.css';
import { ReplacedText } from './ReplacedText';

interface ViewProps {
  title: string;
  /** True to give the title to screen readers only, where it is obvious from the content. */
  titleHidden?: boolean;
  /** The actions beside the title. */
  actions?: ComponentChildren;
  /** The maximum width: the measure of a text, that of a list, or all there is. */
  width?: 'text' | 'list' | 'full';
  children: ComponentChildren;
}

/** A view with its title, which also names the window and takes focus when the user comes from another view. */
export function View({ title, titleHidden = false, actions, width = 'list', children }: ViewProps): JSX.Element {
  const heading = useViewTitle(title);
  return (
    <div class={`view view-${width}`}>
      <header class={titleHidden && actions === undefined ? 'visually-hidden' : 'view-header'}>
        <h1 ref={heading} class={titleHidden ? 'visually-hidden' : 'view-title'} tabIndex={-1}>
          <ReplacedText>{title}</ReplacedText>
        </h1>
        {actions !== undefined && <div class="view-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

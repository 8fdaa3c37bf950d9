import type { ComponentChildren, JSX } from 'preact';
import './Empty.css';
import { Icon, type IconNode } from './Icon';
import { ReplacedText } from './ReplacedText';

interface EmptyProps {
  icon: IconNode;
  title: string;
  /** A short, friendly sentence. */
  children?: ComponentChildren;
  action?: ComponentChildren;
}

/** The placeholder of an empty list or view. */
export function Empty({ icon, title, children, action }: EmptyProps): JSX.Element {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon icon={icon} size={28} />
      </span>
      <h2 class="empty-title">
        <ReplacedText>{title}</ReplacedText>
      </h2>
      {children !== undefined && (
        <p key={title} class="empty-text">
          {children}
        </p>
      )}
      {action !== undefined && <div class="empty-action">{action}</div>}
    </div>
  );
}

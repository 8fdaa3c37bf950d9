import type { ButtonHTMLAttributes, ComponentChildren, JSX, Ref } from 'preact';
import './Button.css';
import { Icon, type IconNode } from './Icon';
import { Spinner } from './Spinner';

interface ButtonProps extends ButtonHTMLAttributes {
  /** The style; at most one primary button in a view. */
  kind?: 'primary' | 'quiet' | 'plain' | 'danger';
  icon?: IconNode;
  /** True while its action runs: the button stays in place, and cannot be pressed again. */
  busy?: boolean;
  wide?: boolean;
  ref?: Ref<HTMLButtonElement>;
  children?: ComponentChildren;
}

export function Button({
  kind = 'quiet',
  icon,
  busy = false,
  wide = false,
  type = 'button',
  children,
  ...rest
}: ButtonProps): JSX.Element {
  return (
    <button
      {...rest}
      type={type}
      class={`button button-${kind}${wide ? ' button-wide' : ''}`}
      disabled={busy || rest.disabled === true}
      aria-busy={busy}
    >
      {busy ? <Spinner /> : icon && <Icon icon={icon} size={18} />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes, 'icon' | 'label'> {
  icon: IconNode;
  /** The name of the action, shown as a tooltip and read by screen readers. */
  label: string;
  size?: number;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, size = 20, type = 'button', ...rest }: IconButtonProps): JSX.Element {
  const more = typeof rest.class === 'string' ? ` ${rest.class}` : '';
  return (
    <button title={label} {...rest} type={type} class={`icon-button${more}`} aria-label={label}>
      <Icon icon={icon} size={size} />
    </button>
  );
}

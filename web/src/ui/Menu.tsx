import { Ellipsis } from 'lucide';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { IconButton } from './Button';
import { Icon, type IconNode } from './Icon';
import { useMenu } from './useMenu';
import './Menu.css';

export interface MenuItem {
  label: string;
  icon?: IconNode;
  kind?: 'danger';
  disabled?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  /** The subject of the choices. */
  label: string;
  icon?: IconNode;
  items: MenuItem[];
}

/** A button that opens a menu of actions: arrow keys move, Escape and a click elsewhere close it. */
export function Menu({ label, icon = Ellipsis, items }: MenuProps): JSX.Element {
  const id = useId();
  const { open, toggle, close, onKeyDown, root, button } = useMenu();

  return (
    <div class="menu" ref={root} onKeyDown={onKeyDown}>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={toggle}
      />
      {open && (
        <div class="menu-list" role="menu" id={id} aria-label={label}>
          {items.map((item) => (
            <MenuItemButton key={item.label} item={item} onClose={close} />
          ))}
        </div>
      )}
    </div>
  );
}

/** An action in the menu, which closes the menu first. */
function MenuItemButton({ item, onClose }: { item: MenuItem; onClose: () => void }): JSX.Element {
  return (
    <button
      type="button"
      role="menuitem"
      class={item.kind === 'danger' ? 'menu-item menu-danger' : 'menu-item'}
      disabled={item.disabled}
      tabIndex={-1}
      onClick={() => {
        onClose();
        item.onSelect();
      }}
    >
      {item.icon && <Icon icon={item.icon} size={18} />}
      <span>{item.label}</span>
    </button>
  );
}

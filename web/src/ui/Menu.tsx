import { Ellipsis } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { IconButton } from './Button';
import { Icon, type IconNode } from './Icon';
import { isComposing } from './composing';
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
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    root.current?.querySelector<HTMLElement>('[role=menuitem]:not(:disabled)')?.focus();
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open || isComposing(event)) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const choices = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])];
    const next = nextChoice(event.key, choices, document.activeElement);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };

  return (
    <div class="menu" ref={root} onKeyDown={onKeyDown}>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div class="menu-list" role="menu" id={id} aria-label={label}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              class={item.kind === 'danger' ? 'menu-item menu-danger' : 'menu-item'}
              disabled={item.disabled}
              tabIndex={-1}
              onClick={() => {
                close();
                item.onSelect();
              }}
            >
              {item.icon && <Icon icon={item.icon} size={18} />}
              <span>{item.label}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function nextChoice(key: string, choices: HTMLElement[], current: Element | null): HTMLElement | undefined {
  const at = choices.findIndex((choice) => choice === current);
  switch (key) {
    case 'ArrowDown':
      return choices[(at + 1) % choices.length];
    case 'ArrowUp':
      return choices.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return choices[0];
    case 'End':
      return choices.at(-1);
    default:
      return undefined;
  }
}

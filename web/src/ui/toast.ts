import { signal } from '@preact/signals';

export interface ToastOptions {
  /** The undo action, offered as a button while the toast is shown. */
  undo?: () => void;
  kind?: 'info' | 'error';
}

export interface Toast extends ToastOptions {
  id: number;
  message: string;
}

const MAXIMUM = 3;
const SHOWN_FOR = 7000;

/** The toasts on the screen, oldest first. */
export const toasts = signal<Toast[]>([]);

let made = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** Show the user a message that needs no answer. */
export function toast(message: string, options: ToastOptions = {}): void {
  made += 1;
  toasts.value = [...toasts.value, { id: made, message, ...options }].slice(-MAXIMUM);
  resumeToast(made);
}

export function dismissToast(id: number): void {
  holdToast(id);
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/** Dismiss all toasts, so that the next user does not read them. */
export function dismissToasts(): void {
  for (const { id } of toasts.peek()) dismissToast(id);
}

/** Keep a toast while the pointer or the keyboard is on it, so that nobody has to hurry to undo. */
export function holdToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

export function resumeToast(id: number): void {
  holdToast(id);
  timers.set(
    id,
    setTimeout(() => {
      dismissToast(id);
    }, SHOWN_FOR),
  );
}

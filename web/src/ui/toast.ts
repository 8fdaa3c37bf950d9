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

const MAX_TOASTS = 3;
const DISPLAY_TIME_MS = 7000;

/** The toasts on the screen, oldest first. */
export const toasts = signal<Toast[]>([]);

let lastId = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** Show the user a message that needs no answer. */
export function toast(message: string, options: ToastOptions = {}): void {
  lastId += 1;
  toasts.value = [...toasts.value, { id: lastId, message, ...options }].slice(-MAX_TOASTS);
  resumeToast(lastId);
}

export function dismissToast(id: number): void {
  pauseToast(id);
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/** Dismiss all toasts, so that the next user does not read them. */
export function dismissToasts(): void {
  for (const { id } of toasts.peek()) dismissToast(id);
}

/** Keep a toast while the pointer or the keyboard is on it, so that nobody has to hurry to undo. */
export function pauseToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

export function resumeToast(id: number): void {
  pauseToast(id);
  timers.set(
    id,
    setTimeout(() => {
      dismissToast(id);
    }, DISPLAY_TIME_MS),
  );
}

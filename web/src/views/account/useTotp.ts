import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { accountSecurity } from './security';

/** The state of the second factor, or the error that hides it; empty until there is an answer. */
interface TotpState {
  isOn?: boolean;
  error?: unknown;
}

const state = signal<TotpState>({});
let asking: Promise<void> | undefined;

/** Return the state of the second factor, which several parts of the view need to know. */
export function useTotp(): TotpState {
  useEffect(() => void askForTotp(), []);
  return state.value;
}

/** Ask again; concurrent callers share one request. A failure leaves what is known. */
export function askForTotp(): Promise<void> {
  return (asking ??= accountSecurity()
    .hasTotp()
    .then(setTotp, (error: unknown) => {
      if (state.value.isOn === undefined) state.value = { error };
    })
    .finally(() => (asking = undefined)));
}

/** Show everywhere that the second factor was turned on or off. */
export function setTotp(isOn: boolean): void {
  state.value = { isOn };
}

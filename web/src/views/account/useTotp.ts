import { signal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { accountSecurity } from './security';

/** True with a second factor; undefined until it is known. */
const hasTotp = signal<boolean>();

/** Return whether the account has a second factor, which several parts of the view need to know. */
export function useTotp(): Signal<boolean | undefined> {
  useEffect(() => {
    // Without an answer the account is treated like one that has none; what needs a code will say so.
    accountSecurity()
      .hasTotp()
      .then((on) => (hasTotp.value = on))
      .catch(() => undefined);
  }, []);
  return hasTotp;
}

import { AccountSecurity } from '../../auth/accountSecurity';
import { config, session } from '../../context';

let security: AccountSecurity | undefined;

/** Return the changes of this page's account, which need its session. */
export function accountSecurity(): AccountSecurity {
  return (security ??= new AccountSecurity(config, session));
}

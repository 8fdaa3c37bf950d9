import { Registration } from '../../auth/registration';
import { session } from '../../context';

let made: Registration | undefined;

/** Return the registration of this page. */
export function registration(): Registration {
  return (made ??= new Registration(session));
}

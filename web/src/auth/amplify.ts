/** Amplify, as far as it is used. Large, and apart for it: a session that goes on (see `kept.ts`) takes none of it. */
import { Amplify } from 'aws-amplify';
import type { Config } from '../config';

export {
  confirmResetPassword,
  confirmSignUp,
  fetchAuthSession,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
} from 'aws-amplify/auth';

export function configure({ userPoolId, userPoolClientId, userPoolEndpoint }: Config): void {
  const pool = { userPoolId, userPoolClientId, ...(userPoolEndpoint ? { userPoolEndpoint } : {}) };
  Amplify.configure({ Auth: { Cognito: pool } });
}

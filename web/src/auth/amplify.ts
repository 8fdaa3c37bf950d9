/** The used parts of Amplify. Large, so in a file of its own: resuming a session (see `storedSession.ts`) does not need it. */
import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider, refreshAuthTokensWithoutDedupe } from 'aws-amplify/auth/cognito';
import { DEFAULT_TIMEOUT_MS, withTimeout } from '../api/timeLimit';
import type { Config } from '../config';

export {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  fetchAuthSession,
  fetchMFAPreference,
  resendSignUpCode,
  resetPassword,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttribute,
  verifyTOTPSetup,
} from 'aws-amplify/auth';

export function configure({ userPoolId, userPoolClientId, userPoolEndpoint }: Config): void {
  const pool = { userPoolId, userPoolClientId, ...(userPoolEndpoint ? { userPoolEndpoint } : {}) };
  Amplify.configure({ Auth: { Cognito: pool } });
  limitTokenRefresh();
}

type Refresh = typeof refreshAuthTokensWithoutDedupe;

/**
 * Refresh tokens once at a time, as Amplify does by itself, but wait no longer than `limit` milliseconds: Amplify alone
 * would keep every caller waiting for a request that is never answered.
 */
export function limitTokenRefresh(limit = DEFAULT_TIMEOUT_MS): void {
  let refreshing: ReturnType<Refresh> | undefined;
  const refresh: Refresh = (given) => {
    refreshing ??= withTimeout(limit, refreshAuthTokensWithoutDedupe(given)).finally(() => (refreshing = undefined));
    return refreshing;
  };
  cognitoUserPoolsTokenProvider.tokenOrchestrator.setTokenRefresher(refresh);
}

/** Amplify, as far as it is used. Large, and apart for it: a session that goes on (see `kept.ts`) takes none of it. */
import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider, refreshAuthTokensWithoutDedupe } from 'aws-amplify/auth/cognito';
import { LIMIT, within } from '../api/timeLimit';
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
  limitRefresh();
}

type Refresh = typeof refreshAuthTokensWithoutDedupe;

/**
 * Have tokens refreshed once at a time, as Amplify does by itself, and no longer than `limit`: of its own accord, it
 * would have everybody wait for a request that is never answered.
 */
export function limitRefresh(limit = LIMIT): void {
  let refreshing: ReturnType<Refresh> | undefined;
  const refresh: Refresh = (given) => {
    refreshing ??= within(limit, refreshAuthTokensWithoutDedupe(given)).finally(() => (refreshing = undefined));
    return refreshing;
  };
  cognitoUserPoolsTokenProvider.tokenOrchestrator.setTokenRefresher(refresh);
}

import { accountText } from '#text/account';
import { commonText } from '#text/common';
import { LogOut } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../../api/types';
import { authProblemOf } from '../../auth/problems';
import { api } from '../../context';
import { useChanges } from '../../live/useChanges';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Loading, Skeleton } from '../../ui/Skeleton';
import { toast } from '../../ui/toast';
import { View } from '../../ui/View';
import { ChangeEmail } from './ChangeEmail';
import { ChangePassword } from './ChangePassword';
import './account.css';
import { KeyboardSettings } from './KeyboardSettings';
import { SecondFactor } from './SecondFactor';
import { signOutEverywhereWithConsent, signOutWithConsent } from './signOut';
import { StorageUsage } from './StorageUsage';

const text = accountText.account;

/** The user's account, usage and limits. */
export default function AccountView(): JSX.Element {
  const [account, setAccount] = useState<Account>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const [isSigningOut, setSigningOut] = useState(false);

  useEffect(() => {
    // A failure stays visible until another attempt succeeds.
    api.get('/me').then(setAccount, setError);
  }, [attempt]);
  useChanges(async () => {
    if (account) setAccount(await api.get('/me'));
  });

  const signOut = async (leave: () => Promise<void>): Promise<void> => {
    setSigningOut(true);
    await leave().catch((failure: unknown) => toast(authProblemOf(failure).message, { kind: 'error' }));
    setSigningOut(false);
  };

  return (
    <View title={text.title} width="text">
      <div class="account">
        <section class="account-card" aria-labelledby="account-you">
          <h2 id="account-you">{text.profile}</h2>
          {account ? (
            <p class="account-email">{account.email}</p>
          ) : error === undefined ? (
            <div class="account-email account-line">
              <Loading label={commonText.loading.account}>
                <Skeleton width="14rem" />
              </Loading>
            </div>
          ) : (
            <ErrorNote error={error} retry={() => setAttempt(attempt + 1)} />
          )}
          <ChangeEmail onChanged={() => setAttempt(attempt + 1)} />
          <Button icon={LogOut} busy={isSigningOut} onClick={() => void signOut(signOutWithConsent)}>
            {text.signOut}
          </Button>
          <Button kind="quiet" busy={isSigningOut} onClick={() => void signOut(signOutEverywhereWithConsent)}>
            {text.signOutEverywhere}
          </Button>
          <p class="account-note">{text.everywhereHint}</p>
        </section>
        <StorageUsage account={account} />
        <ChangePassword />
        <SecondFactor />
        <KeyboardSettings />
        <p class="account-note">
          {text.forDevelopers} <a href="/docs/">{text.apiDocumentation}</a>
        </p>
      </div>
    </View>
  );
}

import { LogOut } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../../api/types';
import { api } from '../../context';
import { useChanges } from '../../live/useChanges';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Loading, Skeleton } from '../../ui/Skeleton';
import { View } from '../../ui/View';
import { ChangePassword } from './ChangePassword';
import './account.css';
import { Keyboard } from './Keyboard';
import { leave } from './leaving';
import { Usage } from './Usage';

/** The user's account, usage and limits. */
export default function AccountView(): JSX.Element {
  const [account, setAccount] = useState<Account>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const [leaving, setLeaving] = useState(false);

  useEffect(() => {
    // A failure stays visible until another attempt succeeds.
    api.get('/me').then(setAccount, setError);
  }, [attempt]);
  useChanges(async () => {
    if (account) setAccount(await api.get('/me'));
  });

  const signOut = async (): Promise<void> => {
    setLeaving(true);
    await leave();
    setLeaving(false);
  };

  return (
    <View title="Account" width="text">
      <div class="account">
        <section class="account-card" aria-labelledby="account-you">
          <h2 id="account-you">You</h2>
          {account ? (
            <p class="account-email">{account.email}</p>
          ) : error === undefined ? (
            <div class="account-email account-waiting">
              <Loading label="Loading your account">
                <Skeleton width="14rem" />
              </Loading>
            </div>
          ) : (
            <ErrorNote error={error} retry={() => setAttempt(attempt + 1)} />
          )}
          <Button icon={LogOut} busy={leaving} onClick={() => void signOut()}>
            Sign out
          </Button>
        </section>
        <Usage account={account} />
        <ChangePassword />
        <Keyboard />
        <p class="account-note">
          For developers: <a href="/docs/">the API</a>
        </p>
      </div>
    </View>
  );
}

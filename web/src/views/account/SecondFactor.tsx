import { accountText } from '#text/account';
import { commonText } from '#text/common';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TotpSecret } from '../../auth/accountSecurity';
import { Button } from '../../ui/Button';
import { lazy } from '../../ui/lazy';
import { toast } from '../../ui/toast';
import { AppCodeField, CurrentPasswordField } from './fields';
import { Form } from './Form';
import { accountSecurity } from './security';
import { useTotp } from './useTotp';

const text = accountText.secondFactor;
const QrCode = lazy(() => import('./QrCode'), QrCodeSkeleton);

type Step = 'idle' | 'password' | TotpSecret;

/** The second factor: off, being set up, or on. */
export function SecondFactor({ email }: { email: string | undefined }): JSX.Element {
  const totp = useTotp();
  const [step, setStep] = useState<Step>('idle');
  const isOn = totp.value === true;

  const finish = (on: boolean): void => {
    totp.value = on;
    setStep('idle');
    toast(on ? text.turnedOn : text.turnedOff);
  };

  return (
    <section class="account-card" aria-labelledby="account-second-factor">
      <h2 id="account-second-factor">{text.title}</h2>
      <p>{isOn ? text.on : text.off}</p>
      {step === 'idle' && (
        <Button onClick={() => setStep('password')} disabled={totp.value === undefined}>
          {isOn ? text.turnOff : text.setUp}
        </Button>
      )}
      {step === 'password' && (
        <AskPassword
          action={isOn ? text.turnOff : text.next}
          onPassword={async (password) => {
            if (!isOn) {
              setStep(await accountSecurity().beginTotp(password, commonText.appName, email ?? ''));
              return;
            }
            await accountSecurity().turnTotpOff(password);
            finish(false);
          }}
          onCancel={() => setStep('idle')}
        />
      )}
      {typeof step === 'object' && (
        <EnterFirstCode secret={step} onDone={() => finish(true)} onCancel={() => setStep('idle')} />
      )}
      <p class="account-note">{text.lost}</p>
    </section>
  );
}

interface AskPasswordProps {
  action: string;
  onPassword: (password: string) => Promise<void>;
  onCancel: () => void;
}

function AskPassword({ action, onPassword, onCancel }: AskPasswordProps): JSX.Element {
  return (
    <>
      <Form action={action} onSubmit={({ password = '' }) => onPassword(password)}>
        <CurrentPasswordField label={accountText.fields.currentPassword} autoFocus />
      </Form>
      <Button kind="quiet" onClick={onCancel}>
        {commonText.cancel}
      </Button>
    </>
  );
}

interface EnterFirstCodeProps {
  secret: TotpSecret;
  onDone: () => void;
  onCancel: () => void;
}

function EnterFirstCode({ secret, onDone, onCancel }: EnterFirstCodeProps): JSX.Element {
  return (
    <>
      <p>{text.scan}</p>
      <QrCode text={secret.uri} label={text.qrCode} />
      <p>{text.orType}</p>
      <code class="account-secret">{inGroups(secret.secret)}</code>
      <Form
        action={text.turnOn}
        onSubmit={async ({ code = '' }) => {
          await accountSecurity().finishTotp(code);
          onDone();
        }}
      >
        <AppCodeField />
      </Form>
      <Button kind="quiet" onClick={onCancel}>
        {commonText.cancel}
      </Button>
    </>
  );
}

function QrCodeSkeleton(): JSX.Element {
  return <div class="account-qr" />;
}

/** Return the secret in groups of four, which are easier to type; apps ignore the spaces. */
function inGroups(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ');
}

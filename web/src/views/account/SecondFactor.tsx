import { accountText } from '#text/account';
import { commonText } from '#text/common';
import { Copy } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TotpSecret } from '../../auth/accountSecurity';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { lazy } from '../../ui/lazy';
import { Loading, Skeleton } from '../../ui/Skeleton';
import { toast } from '../../ui/toast';
import { AppCodeField, CurrentPasswordField } from './fields';
import { Form } from './Form';
import { accountSecurity } from './security';
import { askForTotp, setTotp, useTotp } from './useTotp';

const text = accountText.secondFactor;
const QrCode = lazy(() => import('./QrCode'), QrCodeSkeleton);

type Step = 'idle' | 'password' | TotpSecret;

/** The second factor: off, being set up, or on. */
export function SecondFactor(): JSX.Element {
  const totp = useTotp();
  const [step, setStep] = useState<Step>('idle');
  const isOn = totp.isOn === true;

  const finish = (on: boolean): void => {
    setTotp(on);
    setStep('idle');
    toast(on ? text.turnedOn : text.turnedOff);
  };

  return (
    <section class="account-card" aria-labelledby="account-second-factor">
      <h2 id="account-second-factor">{text.title}</h2>
      <TotpStatus {...totp} />
      {step === 'idle' && totp.isOn !== undefined && (
        <Button onClick={() => setStep('password')}>{isOn ? text.turnOff : text.setUp}</Button>
      )}
      {step === 'password' && (
        <AskPassword
          action={isOn ? text.turnOff : text.next}
          onPassword={async (password) => {
            if (!isOn) {
              setStep(await accountSecurity().beginTotp(password, commonText.appName));
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

/** The state of the second factor, as far as it is known. */
function TotpStatus({ isOn, error }: ReturnType<typeof useTotp>): JSX.Element {
  if (isOn !== undefined) return <p>{isOn ? text.on : text.off}</p>;
  if (error !== undefined) return <ErrorNote error={error} retry={() => void askForTotp()} />;
  return (
    <p class="account-line">
      <Loading label={text.loading}>
        <Skeleton width="20rem" />
      </Loading>
    </p>
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
      <SetupKey secret={secret.secret} />
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

/** The key to type, or to paste. */
function SetupKey({ secret }: { secret: string }): JSX.Element {
  const copy = (): void => {
    navigator.clipboard.writeText(secret).then(
      () => toast(text.keyCopied),
      () => toast(text.keyNotCopied, { kind: 'error' }),
    );
  };
  return (
    <div class="account-secret" role="group" aria-label={text.key}>
      <code>{inGroups(secret)}</code>
      <Button icon={Copy} onClick={copy}>
        {text.copyKey}
      </Button>
    </div>
  );
}

function QrCodeSkeleton(): JSX.Element {
  return <div class="account-qr" />;
}

/** Return the secret in groups of four, which are easier to type; apps ignore the spaces. */
function inGroups(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ');
}

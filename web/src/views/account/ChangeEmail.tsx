import { accountText } from '#text/account';
import { commonText } from '#text/common';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { config } from '../../context';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/toast';
import { CodeField, CurrentPasswordField, LocalCode, NewEmailField } from './fields';
import { Form } from './Form';
import { accountSecurity } from './security';

const text = accountText.changeEmail;

/** Another email address: asked for with the password, and taken once its code was entered. */
export function ChangeEmail({ onChanged }: { onChanged: () => void }): JSX.Element {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<string>();
  const close = (): void => {
    setOpen(false);
    setAsked(undefined);
  };

  if (!open) return <Button onClick={() => setOpen(true)}>{text.open}</Button>;
  return (
    <>
      {asked === undefined ? (
        <AskForAddress onAsked={setAsked} />
      ) : (
        <EnterCode
          address={asked}
          onDone={() => {
            close();
            toast(text.done);
            onChanged();
          }}
        />
      )}
      <Button kind="quiet" onClick={close}>
        {commonText.cancel}
      </Button>
    </>
  );
}

function AskForAddress({ onAsked }: { onAsked: (address: string) => void }): JSX.Element {
  return (
    <Form
      action={text.sendCode}
      onSubmit={async ({ email = '', password = '' }) => {
        await accountSecurity().changeEmail(password, email);
        onAsked(email);
      }}
    >
      <NewEmailField />
      <CurrentPasswordField label={accountText.fields.currentPassword} />
    </Form>
  );
}

function EnterCode({ address, onDone }: { address: string; onDone: () => void }): JSX.Element {
  return (
    <Form
      action={text.submit}
      onSubmit={async ({ code = '' }) => {
        await accountSecurity().confirmEmail(code);
        onDone();
      }}
    >
      <p>{text.codeSent(<strong>{address}</strong>)}</p>
      <CodeField autoFocus />
      <LocalCode code={config.confirmationCode} />
    </Form>
  );
}

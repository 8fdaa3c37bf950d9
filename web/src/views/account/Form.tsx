import type { ComponentChildren, JSX, TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { authProblemOf, type AuthProblem } from '../../auth/problems';
import { Button } from '../../ui/Button';

interface FormProps {
  /** The text of the button. */
  action: string;
  /** The action of the form; its errors are shown above the button. */
  onSubmit: (values: Record<string, string>, form: HTMLFormElement) => Promise<void>;
  /** The first handler of a problem; returns true if it has dealt with it. */
  onProblem?: (problem: AuthProblem, values: Record<string, string>) => boolean;
  children: ComponentChildren;
}

/** A form whose fields are read on submit, one submission at a time. */
export function Form({ action, onSubmit, onProblem, children }: FormProps): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<AuthProblem>();

  const send = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, trimField(name, value)]));
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit(values, form);
    } catch (error) {
      const found = authProblemOf(error);
      if (onProblem?.(found, values) !== true) setProblem(found);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="form" onSubmit={(event) => void send(event)}>
      {children}
      <div role="alert">
        {problem && (
          <p key={problem.kind} class="form-problem">
            {problem.message}
          </p>
        )}
      </div>
      <Button kind="primary" type="submit" busy={busy} wide>
        {action}
      </Button>
    </form>
  );
}

/** Trim an address or a code, where outer spaces are typing errors; in a password they are intended. */
function trimField(name: string, value: FormDataEntryValue): string {
  const text = typeof value === 'string' ? value : '';
  return name === 'email' || name === 'code' ? text.trim() : text;
}

/** Signing out: save what can be saved, ask about the rest, and remove the user's data. */
import { accountText } from '#text/account';
import { unsavedWork, removeLocalData } from '../../auth/localData';
import { session } from '../../context';
import { confirm } from '../../ui/confirm';
import { keptFiles } from '../../uploads/keptFiles';
import { forgetUploads } from '../../uploads/keptUploads';
import { accountSecurity } from './security';

const text = accountText.signOutWarning;

/** Sign out, unless the user decides to stay. */
export async function signOutWithConsent(): Promise<void> {
  await session.savePendingWork();
  if (await mayLoseUnsavedWork(session.userId.peek())) await session.signOut(removeUserData);
}

/** Sign out here and everywhere else, unless the user decides to stay. Rejects if the sessions could not be ended. */
export async function signOutEverywhereWithConsent(): Promise<void> {
  await session.savePendingWork();
  if (!(await mayLoseUnsavedWork(session.userId.peek()))) return;
  await accountSecurity().endAllSessions();
  await session.signOut(removeUserData);
}

async function mayLoseUnsavedWork(owner: string | null): Promise<boolean> {
  if (owner === null) return true;
  const unsaved = unsavedWork(localStorage, owner, (await keptFiles.keys(owner)).length);
  if (unsaved.length === 0) return true;
  return confirm({
    title: text.title,
    text: text.text(unsaved),
    confirmLabel: text.confirm,
    cancelLabel: text.stay,
  });
}

async function removeUserData(owner: string): Promise<void> {
  removeLocalData(localStorage, owner);
  removeLocalData(sessionStorage, owner);
  await keptFiles.forgetAll(owner);
  await forgetUploads(owner);
}

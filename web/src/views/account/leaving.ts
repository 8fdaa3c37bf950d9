/** Signing out: save what can be saved, ask about the rest, and remove the user's data. */
import { lossesOf, removeTraces } from '../../auth/traces';
import { session } from '../../context';
import { ask } from '../../ui/ask';
import { keptFiles } from '../../uploads/keptFiles';
import { forgetUploads } from '../../uploads/keptUploads';

/** Sign out, unless the user decides to stay. */
export async function leave(): Promise<void> {
  await session.finish();
  if (await mayLeave(session.person.peek())) await session.signOut(forget);
}

async function mayLeave(owner: string | null): Promise<boolean> {
  if (owner === null) return true;
  const losses = lossesOf(localStorage, owner, (await keptFiles.keys(owner)).length);
  if (losses.length === 0) return true;
  return ask({
    title: 'Sign out and lose this?',
    words: `This is only on this device, and is removed when you sign out: ${losses.join(', ')}.`,
    yes: 'Sign out anyway',
    no: 'Stay signed in',
  });
}

async function forget(owner: string): Promise<void> {
  removeTraces(localStorage, owner);
  removeTraces(sessionStorage, owner);
  await keptFiles.forgetAll(owner);
  await forgetUploads(owner);
}

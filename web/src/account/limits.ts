/** The limits of an account that are nearly used up. */
import type { Account } from '../api/types';

export type Limited = 'bytes' | 'notes' | 'files';

/** The share of a limit from which on the user is warned. */
export const WARNING_SHARE = 0.8;

/** Return the limits of which most is used. */
export function almostUsedUp({ usage, limits }: Account): Limited[] {
  return (['bytes', 'notes', 'files'] as const).filter((kind) => usage[kind] >= limits[kind] * WARNING_SHARE);
}

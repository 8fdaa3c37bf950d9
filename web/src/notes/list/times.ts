/** Short timestamps for lists. */

import { formatDateWith } from '../../ui/locale';

/** Format as the time today, the weekday in the last week, otherwise the date; in the user's time zone. */
export function shortTime(moment: string, now: Date = new Date(), locale?: string): string {
  const then = new Date(moment);
  const days = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000);
  if (days === 0) return formatDateWith(then, { hour: 'numeric', minute: '2-digit' }, locale);
  if (days > 0 && days < 7) return formatDateWith(then, { weekday: 'long' }, locale);
  const sameYear = then.getFullYear() === now.getFullYear();
  return formatDateWith(then, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, locale);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

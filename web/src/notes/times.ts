/** When something was written, as short as it can be said. */

/** The time today, the weekday this week, else the day; by the reader's own language and clock. */
export function shortTime(moment: string, now: Date = new Date()): string {
  const then = new Date(moment);
  const days = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000);
  if (days === 0) return format(then, { hour: 'numeric', minute: '2-digit' });
  if (days > 0 && days < 7) return format(then, { weekday: 'long' });
  const sameYear = then.getFullYear() === now.getFullYear();
  return format(then, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  // Making a format is what takes time: thousands of rows share a few.
  const key = JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(undefined, options)));
  return found.format(date);
}

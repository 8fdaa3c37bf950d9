/**
 * Local times: digits such as `2026-02-28T17:45:12`, without a zone.
 *
 * They are compared, shifted and shown as they are. `Date` and `Intl` only see them as if they were UTC, so that
 * neither the viewer's time zone nor its daylight saving time can change them.
 */

import { LOCALE, formatDateWith } from './locale';

const LOCAL_TIME_PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?/;
const OFFSET_PATTERN = /^([+-])(\d{2}):(\d{2})$/;
const MINUTE_MS = 60_000;
/** Shifts in minutes. */
export const HOUR_MINUTES = 60;
export const DAY_MINUTES = 24 * HOUR_MINUTES;

/** A date and a time of day as form fields hold them: `2026-02-28` and `17:45:12`. */
export interface DateAndTime {
  date: string;
  time: string;
}

/** Return the digits alone, with seconds; undefined for a date that is not in the calendar. */
export function parseLocalTime(text: string): string | undefined {
  const numbers = LOCAL_TIME_PATTERN.exec(text)
    ?.slice(1)
    .map((digits) => Number(digits || 0));
  if (!numbers) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  moment.setUTCHours(hour, minute, second);
  const digits = fromUtcDate(moment);
  // `Date` would turn 30 February into 2 March.
  return digits?.slice(0, 16) === text.slice(0, 16) ? digits : undefined;
}

/** Join the fields of a form to a local time; a missing time is midnight. */
export function joinDateAndTime({ date, time }: DateAndTime): string | undefined {
  return parseLocalTime(`${date}T${time || '00:00:00'}`);
}

export function splitDateAndTime(local: string): DateAndTime {
  return { date: local.slice(0, 10), time: local.slice(11, 19) };
}

/** Shift by minutes on a clock without daylight saving time; return undefined outside the years 1 to 9999. */
export function shiftByMinutes(local: string, minutes: number): string | undefined {
  const moment = toUtcDate(local);
  return moment && fromUtcDate(new Date(moment.getTime() + minutes * MINUTE_MS));
}

/** Return the month as one number: years times twelve, plus months from 0. */
export function monthNumber(local: string): number {
  return Number(local.slice(0, 4)) * 12 + Number(local.slice(5, 7)) - 1;
}

/** Format the digits as they are, in the page's date format. */
export function formatLocalTime(local: string, options: Intl.DateTimeFormatOptions, locale?: string): string {
  const moment = toUtcDate(local);
  return moment ? formatDateWith(moment, { ...options, timeZone: 'UTC' }, locale) : local;
}

/** Format a range of days, as short as possible: `3–9 May 2021`; a single day if both are the same. */
export function formatDayRange(first: string, last: string, locale: string = LOCALE): string {
  const [from, to] = [toUtcDate(first), toUtcDate(last)];
  if (!from || !to) return '';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).formatRange(from, to);
}

/** Return the name of a month with its year. */
export function formatMonth(month: number, locale?: string): string {
  const [year, inYear] = [Math.floor(month / 12), month % 12];
  const first = `${String(year).padStart(4, '0')}-${String(inYear + 1).padStart(2, '0')}-01T00:00:00`;
  return formatLocalTime(first, { month: 'long', year: 'numeric' }, locale);
}

/** Return `UTC+2` for `+02:00`; an empty string for anything that is not an offset. */
export function formatOffset(offset: string): string {
  const [, sign, hours = '', minutes] = OFFSET_PATTERN.exec(offset) ?? [];
  if (sign === undefined) return '';
  const past = minutes === '00' ? '' : `:${minutes ?? ''}`;
  if (Number(hours) === 0 && !past) return 'UTC';
  return `UTC${sign === '+' ? '+' : '−'}${Number(hours)}${past}`;
}

/** Parse an offset as people write it (`2`, `-9:30`, `UTC+1`, `Z`); null if empty, undefined if no place has it. */
export function parseOffset(text: string): string | null | undefined {
  const written = text
    .trim()
    .toUpperCase()
    .replace('−', '-')
    .replace(/^(UTC|GMT)/, '')
    .replace(/^Z$/, '+0')
    .trim();
  if (written === '') return text.trim() ? '+00:00' : null;
  const [, sign = '', hours, minutes = '00'] = /^([+-]?)(\d{1,2})(?::?([0-5]\d))?$/.exec(written) ?? [];
  if (hours === undefined) return undefined;
  const east = Number(hours) * HOUR_MINUTES + Number(minutes);
  if (east > 14 * HOUR_MINUTES || (sign === '-' && east === 14 * HOUR_MINUTES)) return undefined;
  return `${sign === '-' && east > 0 ? '-' : '+'}${hours.padStart(2, '0')}:${minutes}`;
}

function toUtcDate(local: string): Date | undefined {
  const digits = parseLocalTime(local);
  return digits === undefined ? undefined : new Date(`${digits}Z`);
}

function fromUtcDate(moment: Date): string | undefined {
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment.toISOString().slice(0, 19) : undefined;
}

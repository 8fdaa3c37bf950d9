/** Numbers, sizes and dates in the user's regional format. */

import { LOCALE, writtenDate } from './locale';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const STEP = 1024;

/* Created on first use, not while the page starts, because it is slow. */
let whole: Intl.NumberFormat | undefined;

export function count(number: number): string {
  whole ??= new Intl.NumberFormat(LOCALE);
  return whole.format(number);
}

/** Format a size in bytes, in the largest unit of which there is at least one. */
export function bytes(size: number): string {
  const power = size < STEP ? 0 : Math.min(Math.floor(Math.log(size) / Math.log(STEP)), UNITS.length - 1);
  const unit = UNITS[power] ?? 'byte';
  const value = size / STEP ** power;
  return new Intl.NumberFormat(LOCALE, {
    style: 'unit',
    unit,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}

export function date(timestamp: string): string {
  return writtenDate(new Date(timestamp), { dateStyle: 'long' });
}

export function dateAndTime(timestamp: string): string {
  return writtenDate(new Date(timestamp), { dateStyle: 'long', timeStyle: 'short' });
}

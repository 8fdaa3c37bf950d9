/** Numbers, sizes and dates in the user's regional format. */

import { LOCALE, formatDateWith } from './locale';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const KILOBYTE = 1024;

/* Created on first use, not while the page starts, because it is slow. */
let countFormat: Intl.NumberFormat | undefined;

export function formatCount(number: number): string {
  countFormat ??= new Intl.NumberFormat(LOCALE);
  return countFormat.format(number);
}

/** Format a size in bytes, in the largest unit of which there is at least one. */
export function formatBytes(size: number): string {
  const power = size < KILOBYTE ? 0 : Math.min(Math.floor(Math.log(size) / Math.log(KILOBYTE)), UNITS.length - 1);
  const unit = UNITS[power] ?? 'byte';
  const value = size / KILOBYTE ** power;
  return new Intl.NumberFormat(LOCALE, {
    style: 'unit',
    unit,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}

export function formatDate(timestamp: string): string {
  return formatDateWith(new Date(timestamp), { dateStyle: 'long' });
}

export function formatDateAndTime(timestamp: string): string {
  return formatDateWith(new Date(timestamp), { dateStyle: 'long', timeStyle: 'short' });
}

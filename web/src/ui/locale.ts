/** Dates and numbers in the page's own language, English, as it is written where the reader is. */

/** Day before month and 24 hours, for a reader whose browser asks for no English at all. */
const NEUTRAL = 'en-GB';

/** The reader's own English (`navigator.languages`, the most wanted first), else a neutral one. */
export function englishOf(languages: readonly string[]): string {
  const english = languages.find((language) => /^en(-|$)/i.test(language));
  try {
    return Intl.getCanonicalLocales(english ?? NEUTRAL)[0] ?? NEUTRAL;
  } catch {
    return NEUTRAL;
  }
}

export const LOCALE = englishOf(typeof navigator === 'undefined' ? [] : navigator.languages);

/* Made when first used, and once each: they take their time. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The one way to write a date. */
export function writtenDate(date: Date, options: Intl.DateTimeFormatOptions, locale: string = LOCALE): string {
  const key = locale + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format.format(date);
}

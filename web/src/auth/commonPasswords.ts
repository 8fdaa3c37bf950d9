/**
 * Rules for the passwords that others would try first. Cognito's triggers do not see passwords, so that only the page can
 * refuse them. Lists of leaked passwords agree on the kinds: few characters repeated, walks on a keyboard, and one or two of
 * some words with digits or punctuation around them.
 */

/** The number of different characters that a password needs. */
const LEAST_CHARACTERS = 5;
/** The most common words that together are still a common password; more of them are a phrase. */
const MOST_WORDS = 2;
const WALKS = [
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  'qazwsxedcrfvtgbyhnujmikolp',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  '01234567890123456789',
];
const WORDS = new Set(
  `password passwort passwd pass admin administrator root user guest login welcome letmein access secret default changeme
  skynotes notes photos computer internet google facebook samsung apple iphone android windows microsoft
  iloveyou loveyou love lovely lover baby angel princess prince queen king sweet sweetheart honey darling kiss forever
  sunshine summer winter spring autumn monday friday sunday january february march april june july august september october
  november december flower rainbow butterfly chocolate cookie cheese banana orange pepper ginger cherry
  monkey dragon tiger lion panda kitty puppy doggy dog cat horse eagle falcon shadow hunter killer ninja
  football baseball basketball soccer hockey tennis golf liverpool chelsea arsenal barcelona juventus yankees cowboys
  superman batman spiderman pokemon naruto starwars matrix hello hellokitty goodluck blessed jesus christ god family
  mother father mommy daddy sister brother friend friends michael jordan jennifer jessica ashley daniel matthew andrew joshua
  charlie thomas robert george william maggie michelle nicole amanda samantha anthony alexander
  master trustno whatever nothing something freedom money mustang ferrari mercedes porsche harley corvette
  qwerty qwertz azerty asdf zxcvbn abc test testing temp temporary example sample mypassword newpassword thisismy my new the
  is this one two three`.split(/\s+/),
);

/** Return whether a password is among those that others would try first, or is made of its owner's address. */
export function isCommonPassword(password: string, email = ''): boolean {
  const plain = password.toLowerCase();
  const letters = plain.replace(/[^\p{L}]/gu, '');
  const address = email.toLowerCase();
  return (
    new Set(plain).size < LEAST_CHARACTERS ||
    isWalk(plain) ||
    (letters.length >= LEAST_CHARACTERS && isWalk(letters)) ||
    isWords(letters) ||
    (address !== '' && [address, address.split('@')[0] ?? ''].includes(plain.replace(/[\d\W_]+$/, '') || plain))
  );
}

/** Return whether all of it lies on a walk of neighbouring keys or characters, forwards or backwards, maybe repeated. */
function isWalk(plain: string): boolean {
  const part = shortestRepetition(plain.replace(/[^\p{L}\d]/gu, ''));
  const backwards = Array.from(part).reverse().join('');
  return part !== '' && WALKS.some((walk) => walk.includes(part) || walk.includes(backwards));
}

/** Return whether the letters are at most two of the common words, each as often as it likes. */
function isWords(letters: string): boolean {
  const endings: (Set<string> | undefined)[] = [new Set()];
  for (let end = 1; end <= letters.length; end++) {
    for (let start = Math.max(0, end - 13); start < end; start++) {
      const before = endings[start];
      const word = letters.slice(start, end);
      if (!before || !WORDS.has(word)) continue;
      const used = new Set(before).add(word);
      if (used.size <= MOST_WORDS && (endings[end]?.size ?? Infinity) > used.size) endings[end] = used;
    }
  }
  return letters !== '' && endings[letters.length] !== undefined;
}

/** Return the part of which a text is a repetition, or the text itself. */
function shortestRepetition(text: string): string {
  const period = (text + text).indexOf(text, 1);
  return period > 0 ? text.slice(0, period) : text;
}

import { describe, expect, it } from 'vitest';
import { isCommonPassword } from './commonPasswords';

describe('a common password', () => {
  it.each([
    'aaaaaaaaaaaa',
    'abababababab',
    '111222111222',
    '123456789012',
    '1234567890123',
    '987654321098',
    'qwertyuiopas',
    'Qwertyuiop12',
    'poiuytrewq',
    'qwertyqwerty',
    'asdfghjklasdfghjkl',
    '1q2w3e4r5t6y',
    '1qaz2wsx3edc',
    'abcdefghijkl',
    'password1234',
    'Password123!',
    'passwordpassword',
    'iloveyou1234',
    'iloveyouiloveyou',
    'Welcome2026!!',
    'letmeinletmein',
    'sunshine2024',
    'liverpool1892',
    'football12345',
    'changeme2026',
    '!!!admin1234!!!',
    'skynotes2026',
    'princess-1999',
  ])('is %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each(['ann.lee@example.org', 'Ann.Lee', 'ann.lee2026!', 'ANN.LEE@example.org1'])(
    'is %s for Ann, whose address contains it',
    (password) => {
      expect(isCommonPassword(password, 'ann.lee@example.org')).toBe(true);
      expect(isCommonPassword(password, 'bob@example.org')).toBe(false);
    },
  );

  it.each([
    'correct horse battery staple',
    'a-walk-in-the-park',
    'violet-otter-drum',
    'monkey dragon football summer',
    'Tr0ub4dor&3-lighthouse',
    'пароль-из-трёх-слов',
    '雨の日は家で本を読みます',
    'kQ3v9Zp1LmX7',
    '4829107365182',
  ])('is not %s', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });

  it('is found without delay in the longest password', () => {
    expect(isCommonPassword('password'.repeat(32))).toBe(true);
    expect(isCommonPassword('passworx'.repeat(32))).toBe(false);
  });
});

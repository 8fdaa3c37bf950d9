import { expect, test } from 'vitest';
import { emailOf } from './signedInUser';

test('an email address is read from a token, with any characters', () => {
  const claims = Buffer.from(JSON.stringify({ email: 'zoë~ÿ~ÿ@skynotes.example' })).toString('base64url');
  expect(claims).toMatch(/[-_]/);
  expect(emailOf(`head.${claims}.signature`)).toBe('zoë~ÿ~ÿ@skynotes.example');
});

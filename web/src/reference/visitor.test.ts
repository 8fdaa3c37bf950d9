import { expect, test } from 'vitest';
import { emailOf } from './visitor';

test('an address is read from a token, whatever letters it has', () => {
  const claims = Buffer.from(JSON.stringify({ email: 'zoë~ÿ~ÿ@skynotes.example' })).toString('base64url');
  expect(claims).toMatch(/[-_]/);
  expect(emailOf(`head.${claims}.signature`)).toBe('zoë~ÿ~ÿ@skynotes.example');
});

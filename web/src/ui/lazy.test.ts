// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { Offline } from '../api/errors';
import { LazyCode } from './lazy';

/** Files that handle failed imports themselves, because there is no view yet that could show the failure. */
const CATCH_THEMSELVES = [
  'auth/chosenPassword.ts',
  'auth/session.ts',
  'main.ts',
  'reference/main.ts',
  'start.tsx',
  'views.ts',
];
const SOURCES = join(import.meta.dirname, '..');

function sources(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
}

describe('lazily loaded code', () => {
  it('is loaded through LazyCode or lazy everywhere, which handle failures', () => {
    const bare = sources().filter((file) => {
      const text = readFileSync(join(SOURCES, file), 'utf8').replaceAll('typeof import(', '');
      return /\bimport\(/.test(text.replace(/(?:new LazyCode|lazy)\(\s*\(\) =>\s*import\(/g, ''));
    });
    expect(bare.sort()).toEqual(CATCH_THEMSELVES);
  });

  it('is requested again after a failure, which is reported as Offline', async () => {
    let tries = 0;
    const code = new LazyCode(() => ((tries += 1) > 1 ? Promise.resolve('code') : Promise.reject(new TypeError())));
    await expect(code.fetch()).rejects.toThrow(Offline);
    expect(await code.fetch()).toBe('code');
    expect(await code.fetch()).toBe('code');
    expect(tries).toBe(2);
  });

  it('ignores a failure to preload', async () => {
    const code = new LazyCode(() => Promise.reject(new TypeError()));
    code.preload();
    await new Promise((resolve) => setTimeout(resolve));
    expect(code.loaded).toBeUndefined();
  });
});

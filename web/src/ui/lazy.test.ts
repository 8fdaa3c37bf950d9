// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { Offline } from '../api/errors';
import { LazyCode } from './lazy';

/** Files that handle failed imports themselves, because there is no view yet that could show the failure. */
const CATCH_THEMSELVES = ['auth/session.ts', 'main.ts', 'reference/main.ts', 'start.tsx', 'views.ts'];
const SOURCES = join(import.meta.dirname, '..');

function sources(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
}

describe('code that is fetched when it is needed', () => {
  it('goes through what catches its failure, everywhere', () => {
    const bare = sources().filter((file) => {
      const text = readFileSync(join(SOURCES, file), 'utf8').replaceAll('typeof import(', '');
      return /\bimport\(/.test(text.replace(/(?:new LazyCode|lazy)\(\s*\(\) =>\s*import\(/g, ''));
    });
    expect(bare.sort()).toEqual(CATCH_THEMSELVES);
  });

  it('is asked for again after it did not come, and counts as no connection meanwhile', async () => {
    let tries = 0;
    const code = new LazyCode(() => ((tries += 1) > 1 ? Promise.resolve('code') : Promise.reject(new TypeError())));
    await expect(code.fetch()).rejects.toThrow(Offline);
    expect(await code.fetch()).toBe('code');
    expect(await code.fetch()).toBe('code');
    expect(tries).toBe(2);
  });

  it('is prepared without a word where it does not come', async () => {
    const code = new LazyCode(() => Promise.reject(new TypeError()));
    code.prepare();
    await new Promise((resolve) => setTimeout(resolve));
    expect(code.loaded).toBeUndefined();
  });
});

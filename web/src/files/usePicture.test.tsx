// @vitest-environment jsdom
import type { JSX } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { answering } from '../testing/api';
import type { FileWithUrls } from '../api/types';
import { provide } from '../context';
import { isOnline } from '../ui/connection';
import { catalogue } from './catalogue';
import { storedFile } from '../testing/files';
import { usePicture } from './usePicture';

const read = vi.fn<() => Promise<FileWithUrls>>();
let place: HTMLElement;
let id = '';
let made = 0;

/** A picture; another value of `listed` renders it again. */
function Shown({ listed }: { listed: string }): JSX.Element | null {
  const { source, attempt, onError } = usePicture(id, catalogue.urls(id)?.previews[0]);
  return source ? <img key={attempt} src={source.url} alt={listed} onError={onError} /> : null;
}

function known(url: string, width = 100): FileWithUrls {
  return { ...storedFile(id), urls: { original: '/original', previews: [{ url, width, height: width }] } };
}

/** Return the picture's address after a list has delivered this URL. */
async function listed(url: string, width?: number): Promise<string | undefined> {
  catalogue.doubt(id);
  catalogue.keep(known(url, width));
  await act(() => render(<Shown listed={url} />, place));
  return address();
}

function address(): string | undefined {
  return place.querySelector('img')?.getAttribute('src') ?? undefined;
}

/** Simulate that the browser cannot load the picture. */
async function fail(): Promise<void> {
  place.querySelector('img')?.dispatchEvent(new Event('error'));
  await settled();
}

async function connect(online: boolean): Promise<void> {
  isOnline.value = online;
  await settled();
}

/** Wait for effects that start after rendering, too. */
async function settled(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  await act(() => new Promise((resolve) => setTimeout(resolve)));
}

afterEach(() => {
  render(null, place);
  isOnline.value = true;
});

beforeEach(() => {
  place = document.createElement('div');
  id = `picture${(made += 1)}`;
  read.mockReset();
  read.mockImplementation(() => Promise.resolve(known(`/fresh-${read.mock.calls.length}`)));
  provide({ api: answering({ get: { '/files/{file_id}': () => read() } }) } as never);
});

describe('a picture at a signed URL', () => {
  it('keeps its URL however stale, for a new one would load the same bytes again', async () => {
    expect(await listed('/first')).toBe('/first');
    expect(await listed('/later')).toBe('/first');
    expect(await listed('/larger', 200)).toBe('/larger');
  });

  it('is asked for anew after a failure, by a fresh URL', async () => {
    await listed('/stale');
    await fail();
    expect(address()).toBe('/fresh-1');
  });

  it('is not asked for while a fresh URL is on its way, whatever the page draws anew', async () => {
    let answer: (file: FileWithUrls) => void = () => undefined;
    read.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await listed('/stale');
    await fail();
    expect(await listed('/from-a-list')).toBeUndefined();
    answer(known('/fresh'));
    await settled();
    expect(address()).toBe('/fresh');
  });

  it('is given up after four times, whatever comes then', async () => {
    await listed('/stale');
    for (let time = 1; time <= 3; time += 1) {
      await fail();
      expect(address()).toBe(`/fresh-${time}`);
    }
    await fail();
    expect(await listed('/from-a-list')).toBeUndefined();
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('comes with the next list where a fresh URL could not be had', async () => {
    await listed('/stale');
    read.mockRejectedValueOnce(new TypeError('no service'));
    await fail();
    expect(address()).toBeUndefined();
    expect(await listed('/from-a-list')).toBe('/from-a-list');
  });

  it('comes when there is a network again', async () => {
    await listed('/first');
    await connect(false);
    read.mockRejectedValueOnce(new TypeError('no network'));
    await fail();
    expect(address()).toBeUndefined();
    await connect(true);
    expect(address()).toBe('/fresh-2');
  });
});

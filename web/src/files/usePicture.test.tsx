// @vitest-environment jsdom
import type { JSX } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { fakeApi } from '../testing/api';
import type { FileWithUrls } from '../api/types';
import { provide } from '../context';
import { isOnline } from '../ui/connection';
import { catalogue } from './sharedCatalogue';
import { storedFile } from '../testing/files';
import { usePicture } from './usePicture';

const read = vi.fn<() => Promise<FileWithUrls>>();
let place: HTMLElement;
let id = '';
let pictureCount = 0;

/** A picture; another value of `listed` renders it again. */
function TestPicture({ listed }: { listed: string }): JSX.Element | null {
  const { source, attempt, onError } = usePicture(id, catalogue.urls(id)?.previews[0]);
  return source ? <img key={attempt} src={source.url} alt={listed} onError={onError} /> : null;
}

function fileAt(url: string, width = 100): FileWithUrls {
  return { ...storedFile(id), urls: { original: '/original', previews: [{ url, width, height: width }] } };
}

/** Return the picture's URL after a list has delivered this URL. */
async function renderListed(url: string, width?: number): Promise<string | undefined> {
  catalogue.invalidateUrls(id);
  catalogue.put(fileAt(url, width));
  await act(() => render(<TestPicture listed={url} />, place));
  return shownUrl();
}

function shownUrl(): string | undefined {
  return place.querySelector('img')?.getAttribute('src') ?? undefined;
}

/** Simulate that the browser cannot load the picture. */
async function failToLoad(): Promise<void> {
  place.querySelector('img')?.dispatchEvent(new Event('error'));
  await flushEffects();
}

async function setOnline(online: boolean): Promise<void> {
  isOnline.value = online;
  await flushEffects();
}

/** Wait for effects that start after rendering, too. */
async function flushEffects(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  await act(() => new Promise((resolve) => setTimeout(resolve)));
}

afterEach(() => {
  render(null, place);
  isOnline.value = true;
});

beforeEach(() => {
  place = document.createElement('div');
  id = `picture${(pictureCount += 1)}`;
  read.mockReset();
  read.mockImplementation(() => Promise.resolve(fileAt(`/fresh-${read.mock.calls.length}`)));
  provide({ api: fakeApi({ get: { '/files/{file_id}': () => read() } }) } as never);
});

describe('a picture at a presigned URL', () => {
  it('keeps a stale URL, because a new one would load the same bytes again', async () => {
    expect(await renderListed('/first')).toBe('/first');
    expect(await renderListed('/later')).toBe('/first');
    expect(await renderListed('/larger', 200)).toBe('/larger');
  });

  it('is requested again with a fresh URL after a failure', async () => {
    await renderListed('/stale');
    await failToLoad();
    expect(shownUrl()).toBe('/fresh-1');
  });

  it('is not requested while a fresh URL is being fetched, even if rendered again', async () => {
    let answer: (file: FileWithUrls) => void = () => undefined;
    read.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await renderListed('/stale');
    await failToLoad();
    expect(await renderListed('/from-a-list')).toBeUndefined();
    answer(fileAt('/fresh'));
    await flushEffects();
    expect(shownUrl()).toBe('/fresh');
  });

  it('is not requested again after four failures', async () => {
    await renderListed('/stale');
    for (let time = 1; time <= 3; time += 1) {
      await failToLoad();
      expect(shownUrl()).toBe(`/fresh-${time}`);
    }
    await failToLoad();
    expect(await renderListed('/from-a-list')).toBeUndefined();
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('is loaded with the next list if no fresh URL could be fetched', async () => {
    await renderListed('/stale');
    read.mockRejectedValueOnce(new TypeError('no service'));
    await failToLoad();
    expect(shownUrl()).toBeUndefined();
    expect(await renderListed('/from-a-list')).toBe('/from-a-list');
  });

  it('is loaded when the network is back', async () => {
    await renderListed('/first');
    await setOnline(false);
    read.mockRejectedValueOnce(new TypeError('no network'));
    await failToLoad();
    expect(shownUrl()).toBeUndefined();
    await setOnline(true);
    expect(shownUrl()).toBe('/fresh-2');
  });
});

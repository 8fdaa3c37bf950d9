// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { navigate, route, startRouter } from './router';
import { parseRoute } from './routes';

describe('an address', () => {
  it.each([
    ['/', 'notes'],
    ['/photos', 'photos'],
    ['/archive', 'archive'],
    ['/sign-in', 'sign-in'],
    ['/notes/', 'not-found'],
    ['/photos/a/b', 'not-found'],
    ['/elsewhere', 'not-found'],
  ])('%s has the route %s', (path, name) => {
    expect(parseRoute(path).name).toBe(name);
  });

  it('contains the id of the note', () => {
    expect(parseRoute('/notes/01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({
      name: 'note',
      params: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
    });
  });
});

describe('a click', () => {
  let stop: () => void;

  beforeEach(() => {
    navigate('/');
    stop = startRouter();
  });

  afterEach(() => {
    stop();
    document.body.replaceChildren();
  });

  /** Click a link; return false if the page kept the browser from following it. */
  function click(attributes: Record<string, string>, options: MouseEventInit = {}): boolean {
    const link = document.body.appendChild(document.createElement('a'));
    for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
    const event = new MouseEvent('click', { cancelable: true, ...options });
    // Sent to the document, where the router listens: a real click would leave the page that the tests run in.
    Object.defineProperty(event, 'target', { value: link });
    document.dispatchEvent(event);
    return !event.defaultPrevented;
  }

  it('on an internal link changes the view', () => {
    expect(click({ href: '/photos' })).toBe(false);
    expect(route.value.name).toBe('photos');
    expect(location.pathname).toBe('/photos');
  });

  it.each([
    [{ href: 'https://elsewhere.example/photos' }, {}],
    [{ href: '/photos', target: '_blank' }, {}],
    [{ href: '/photos', download: '' }, {}],
    [{ href: '#content' }, {}],
    [{ href: '/photos' }, { ctrlKey: true }],
    [{ href: '/photos' }, { button: 1 }],
  ])('on %o with %o is left to the browser', (attributes, options) => {
    expect(click(attributes as Record<string, string>, options)).toBe(true);
    expect(route.value.name).toBe('notes');
  });
});

import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ErrorNote } from '../../ui/ErrorNote';
import { LazyCode, useLazyCode } from '../../ui/lazy';
import { useDebounced } from '../../ui/useDebounced';
import './Preview.css';
import { sameTask } from './tasks';

/** The Markdown renderer, loaded on demand: it is large, and nothing else needs it. */
export const markdownCode = new LazyCode(() => import('./markdown'));

interface Props {
  text: string;
  /** Text shown until the renderer is loaded. */
  excerpt: string;
  /** Called when a task is checked or unchecked; without this, tasks are read-only. */
  onTick?: (line: number, done: boolean) => void;
}

/** Length, in characters, above which rendering is debounced longer, because it takes longer. */
const SLOW_LENGTH = 20_000;

/** The rendered Markdown of a text. */
export function Preview({ text, excerpt, onTick }: Props): JSX.Element {
  const { loaded: markdown, failure, retry } = useLazyCode(markdownCode);
  const debounced = useDebounced(text, text.length > SLOW_LENGTH ? 500 : 60);
  const host = useRef<HTMLDivElement>(null);
  const isTickable = onTick !== undefined;

  useLayoutEffect(() => {
    if (!markdown || !host.current) return;
    const focused = lineOf(document.activeElement);
    const fragment = markdown.rendered(debounced);
    for (const box of fragment.querySelectorAll('input')) box.disabled = !isTickable;
    host.current.replaceChildren(fragment);
    if (focused !== null)
      host.current.querySelector<HTMLElement>(`[data-line="${focused}"]`)?.focus({ preventScroll: true });
  }, [markdown, debounced, isTickable]);

  if (!markdown && failure !== undefined) return <ErrorNote error={failure} retry={retry} />;
  return (
    <>
      {!markdown && <p class="reading-excerpt">{excerpt}</p>}
      <div
        ref={host}
        class="reading"
        dir="auto"
        onChange={(event) => {
          const line = lineOf(event.target);
          if (line === null || !(event.target instanceof HTMLInputElement)) return;
          // The text may have changed since it was rendered, so that this line is another one.
          if (sameTask(debounced, text, line)) onTick?.(line, event.target.checked);
          else event.target.checked = !event.target.checked;
        }}
      />
    </>
  );
}

function lineOf(target: EventTarget | null): number | null {
  const line = target instanceof HTMLInputElement ? target.dataset.line : undefined;
  return line === undefined ? null : Number(line);
}

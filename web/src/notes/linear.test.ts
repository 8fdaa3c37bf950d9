// @vitest-environment jsdom
/** Hostile runs of marks: whatever looks at a note's text takes time in proportion to its length, and no more. */
import { describe, expect, it } from 'vitest';
import { moved } from './caret';
import { clean } from './content';
import { fold, found, suggested } from './finding';
import { summaryOf } from './listing';
import { note, summary } from './making';
import { markup } from './markdown';
import { headline, plain } from './plain';
import { sameTask, taskOf, ticked } from './tasks';

const MARKS = ['*   ', '- ', '1. ', '> ', '#', '`', '[ ] ', '\t', ' ', '_', '|', '[', '~', '\n'];
const OTHERS = [
  ['-   ', '+   ', '1) ', '>', '# ', '`a', '``` ', '- [ ] ', '  \n', '\r', '\r\n', '*', '**a', '*a_ ', '__', ']', '!['],
  ['[a](', '](', '(', '| - ', '|-', ':-', '-', '=', '\\', '<', '<a', '&', '&a', 'http://', 'http://a.b/', 'a@b.', '"'],
  ['> - ', '* > #', '\t- ', ' - \n', '* a\n', '[a]: ', '[a]: b\n', 'a', 'é', 'e\u0301', '\ud800', '，'],
].flat();
/** Each mark by itself and with each other one, and what else a parser may stumble over. */
const RUNS = [...MARKS.flatMap((one) => MARKS.map((other) => one + other)), ...OTHERS].flatMap((run) => [
  run,
  `${run}\n`,
]);

const TASKS: Record<string, (text: string) => unknown> = {
  'task of a line': taskOf,
  ticking: (text) => ticked(text, 0, true),
  'the same task': (text) => sameTask(text, `${text}.`, 0),
  'plain words': plain,
  headline: (text) => headline({ title: '', excerpt: text }),
  summary: (text) => summaryOf(note({ text })),
  cleaning: clean,
  finding: (text) => found([summary('a', { excerpt: text })], text.slice(-40), null),
  folding: fold,
  caret: (text) => moved(text.length - 3, text, `${text.slice(0, -9)}.${text.slice(-9)}`),
  tags: (text) => suggested([text.slice(0, 50), fold(text).slice(0, 50)], text, []),
};

/** Sizes double, so that what is exponential or quadratic shows before it takes for ever. */
const SIZES = Array.from({ length: 8 }, (_, power) => 32 * 2 ** power);
/** In milliseconds: below this, a clock tells of anything but growth. */
const MEASURABLE = 8;
/** Twice the text takes twice as long where it is linear, and four times as long where it is quadratic. */
const TOO_MUCH = 3;

describe.each(Object.keys(TASKS))('%s', (name) => {
  it('is linear in every run of marks', () => {
    expect(slow(TASKS[name] ?? (() => undefined))).toEqual([]);
  });
});

it('renders every run of marks in linear time', { timeout: 60_000 }, () => {
  expect(slow(markup)).toEqual([]);
});

it('knows a task in a line that begins with many markers', () => {
  expect(taskOf(`${'*   '.repeat(5000)}[ ] words`)).toEqual({ done: false });
  expect(taskOf(`${'*   '.repeat(5000)}words`)).toBeNull();
});

/** The runs for which twice as much text takes far more than twice as long. */
function slow(work: (text: string) => unknown): string[] {
  return RUNS.filter((run) => !isLinear((size) => work(textOf(run, size)))).map((run) => JSON.stringify(run));
}

function textOf(run: string, size: number): string {
  return `intro\n\n${run.repeat(Math.ceil(size / run.length))}The end`;
}

/** Compare each size with the one before; once more where it looks bad, as something else may have had the processor. */
function isLinear(work: (size: number) => unknown): boolean {
  const isTooMuch = (now: number, last: number): boolean => now > MEASURABLE && now > TOO_MUCH * last;
  let last = MEASURABLE;
  for (const size of SIZES) {
    const now = shortest(() => work(size), 1);
    if (
      isTooMuch(now, last) &&
      isTooMuch(
        shortest(() => work(size)),
        shortest(() => work(size / 2)),
      )
    )
      return false;
    last = now;
  }
  return true;
}

function shortest(work: () => unknown, times = 3): number {
  return Math.min(
    ...Array.from({ length: times }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

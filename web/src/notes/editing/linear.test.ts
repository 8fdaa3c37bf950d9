// @vitest-environment jsdom
/** Hostile runs of marks: whatever looks at a note's text takes time in proportion to its length, and no more. */
import { describe, expect, it } from 'vitest';
import { moved } from './caret';
import { clean } from './content';
import { fold, found, suggested } from '../store/search';
import { summaryOf } from '../store/listing';
import { note, summary } from '../../testing/notes';
import { markup } from './markdown';
import { headline, plain } from '../store/plain';
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

/** At this size, what is exponential is seen before it takes for ever. */
const SMALL = 48;
const [SIZE, TIMES] = [1024, 8];
/** In milliseconds of the processor's time, which other programs do not use up: below this, there is nothing to see. */
const MEASURABLE = 20;
/** What is quadratic takes eight times as long as what is linear, where there is eight times as much. */
const TOO_MUCH = 3 * TIMES;

describe.each(Object.keys(TASKS))('%s', (name) => {
  it('is linear in every run of marks', { timeout: 120_000 }, () => {
    expect(slow(TASKS[name] ?? (() => undefined))).toEqual([]);
  });
});

it('renders every run of marks in linear time', { timeout: 120_000 }, () => {
  expect(slow(markup)).toEqual([]);
});

it('knows a task in a line that begins with many markers', () => {
  expect(taskOf(`${'*   '.repeat(5000)}[ ] words`)).toEqual({ done: false });
  expect(taskOf(`${'*   '.repeat(5000)}words`)).toBeNull();
});

/** The runs for which more text takes far more time than it should. */
function slow(work: (text: string) => unknown): string[] {
  return RUNS.filter((run) => !isLinear((size) => work(textOf(run, size)))).map((run) => JSON.stringify(run));
}

function textOf(run: string, size: number): string {
  return `intro\n\n${run.repeat(Math.ceil(size / run.length))}The end`;
}

/** Compare a size with a larger one; once more where it looks bad, for a garbage collection may have come between. */
function isLinear(work: (size: number) => unknown): boolean {
  if (cost(() => work(SMALL)) > 10 * MEASURABLE) return false;
  return [1, 5, 15].some((times) => {
    const large = cost(() => work(SIZE * TIMES), times);
    return large < MEASURABLE || large < TOO_MUCH * cost(() => work(SIZE), times);
  });
}

function cost(work: () => unknown, times = 1): number {
  return Math.min(
    ...Array.from({ length: times }, () => {
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }),
  );
}

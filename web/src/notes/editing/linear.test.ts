// @vitest-environment jsdom
/** Hostile runs of marks: all functions that process a note's text take linear time. */
import { describe, expect, it } from 'vitest';
import { mapCaret } from './caret';
import { clean } from './content';
import { fold, searchNotes, suggestTags } from '../store/search';
import { summaryOf } from '../store/listing';
import { note, summary } from '../../testing/notes';
import { markup } from './markdown';
import { headline, plainText } from '../store/plain';
import { sameTask, taskOf, setTask } from './tasks';

const MARKS = ['*   ', '- ', '1. ', '> ', '#', '`', '[ ] ', '\t', ' ', '_', '|', '[', '~', '\n'];
const OTHERS = [
  ['-   ', '+   ', '1) ', '>', '# ', '`a', '``` ', '- [ ] ', '  \n', '\r', '\r\n', '*', '**a', '*a_ ', '__', ']', '!['],
  ['[a](', '](', '(', '| - ', '|-', ':-', '-', '=', '\\', '<', '<a', '&', '&a', 'http://', 'http://a.b/', 'a@b.', '"'],
  ['> - ', '* > #', '\t- ', ' - \n', '* a\n', '[a]: ', '[a]: b\n', 'a', 'é', 'e\u0301', '\ud800', '，'],
].flat();
/** Each mark alone and with each other one, and other text that may be hard to parse. */
const RUNS = [...MARKS.flatMap((one) => MARKS.map((other) => one + other)), ...OTHERS].flatMap((run) => [
  run,
  `${run}\n`,
]);

const TASKS: Record<string, (text: string) => unknown> = {
  'task of a line': taskOf,
  ticking: (text) => setTask(text, 0, true),
  'the same task': (text) => sameTask(text, `${text}.`, 0),
  'plain text': plainText,
  headline: (text) => headline({ title: '', excerpt: text }),
  summary: (text) => summaryOf(note({ text })),
  cleaning: clean,
  finding: (text) => searchNotes([summary('a', { excerpt: text })], text.slice(-40), null),
  folding: fold,
  caret: (text) => mapCaret(text.length - 3, text, `${text.slice(0, -9)}.${text.slice(-9)}`),
  tags: (text) => suggestTags([text.slice(0, 50), fold(text).slice(0, 50)], text, []),
};

/** A size at which exponential time is noticed before it takes too long. */
const SMALL = 48;
const [SIZE, TIMES] = [1024, 8];
/** Shortest measurable time, in milliseconds of CPU time, which other programs do not affect. */
const MEASURABLE = 20;
/** Limit for the ratio of times: for eight times the text, quadratic work takes eight times as long as linear work. */
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

/** Return the runs for which time grows much faster than the text. */
function slow(work: (text: string) => unknown): string[] {
  return RUNS.filter((run) => !isLinear((size) => work(textOf(run, size)))).map((run) => JSON.stringify(run));
}

function textOf(run: string, size: number): string {
  return `intro\n\n${run.repeat(Math.ceil(size / run.length))}The end`;
}

/** Compare a size with a larger one; repeat a bad result, because garbage collection may have caused it. */
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

import { describe, expect, it } from 'vitest';
import { sameTask, taskOf, setTask } from './tasks';

describe('taskOf', () => {
  it.each(['- [ ] milk', '* [ ] milk', '+ [ ] milk', '12. [ ] milk', '   - [ ] milk', '> - [ ] milk', '- - [ ] milk'])(
    'knows %s',
    (line) => {
      expect(taskOf(line)).toEqual({ done: false });
    },
  );

  it.each(['- [x] milk', '1) [X] milk'])('knows that %s is done', (line) => {
    expect(taskOf(line)).toEqual({ done: true });
  });

  it.each(['[ ] milk', '- [] milk', '- [ ]milk', '- milk [ ] eggs', '- [y] milk', ''])(
    'does not take %s for one',
    (line) => {
      expect(taskOf(line)).toBeNull();
    },
  );
});

it('ticks one task, and changes nothing else', () => {
  const text = 'Shop:\n\n- [ ] milk [ ]\n- [ ] eggs\n';
  expect(setTask(text, 2, true)).toBe('Shop:\n\n- [x] milk [ ]\n- [ ] eggs\n');
  expect(setTask(setTask(text, 3, true), 3, false)).toBe(text);
  expect(setTask(text, 0, true)).toBe(text);
  expect(setTask(text, 99, true)).toBe(text);
});

it.each(['\n', '\r\n', '\r'])(
  'counts lines that end in %j as the renderer does, and leaves their ends alone',
  (end) => {
    const text = ['a', '- [ ] one', '> > * [ ] two', '\t- [ ] three', ''].join(end);
    expect(setTask(text, 1, true)).toBe(text.replace('[ ] one', '[x] one'));
    expect(setTask(text, 2, true)).toBe(text.replace('[ ] two', '[x] two'));
    expect(setTask(text, 3, true)).toBe(text.replace('[ ] three', '[x] three'));
    expect(sameTask(text, setTask(text, 2, true), 2)).toBe(true);
  },
);

it('knows a task again that was ticked meanwhile, and no other', () => {
  expect(sameTask('- [ ] milk\n- [ ] eggs', '- [x] milk\n- [ ] eggs', 0)).toBe(true);
  expect(sameTask('- [ ] milk\n- [ ] eggs', '- [x] milk\n- [ ] eggs', 1)).toBe(true);
  expect(sameTask('- [ ] milk\n- [ ] eggs', 'first\n- [ ] milk\n- [ ] eggs', 1)).toBe(false);
});

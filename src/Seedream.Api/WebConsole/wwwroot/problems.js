// Problems of a file in words: short where the service's own are long, with the whole of them at hand.

import { codeBook } from './api.js';
import { element, number } from './shared.words.js';

const LONG = 110;

/** A sentence for a problem. A message that lists every possibility says here only what was found. */
export function shortOf(problem, codes) {
  const known = codes[problem.code];
  if (problem.message.length <= LONG || !known) return problem.message;
  const found = /, found (.*)$/s.exec(problem.message);
  return found && found[1].length < 80 ? `${known[0]}: found ${found[1]}` : known[0];
}

/** A table of problems. */
export function problemTable(problems, label) {
  const body = element('tbody', {});
  const table = element('table', {},
    element('thead', {}, element('tr', {}, ...['Row', 'Column', 'What is wrong', 'Write instead'].map(name => element('th', { scope: 'col' }, name)))),
    body);
  codeBook().then(codes => body.append(...problems.map(problem => element('tr', { className: problem.severity === 'warning' ? 'mild' : '' },
    element('td', {}, problem.row ? number.format(problem.row) : 'File'),
    element('td', { dir: 'auto' }, problem.column ?? ''),
    element('td', { dir: 'auto', title: problem.message }, shortOf(problem, codes)),
    element('td', { dir: 'auto' }, problem.suggestion ?? '')))));
  return element('div', { className: 'problem-table', tabIndex: 0, role: 'region', ariaLabel: label }, table);
}

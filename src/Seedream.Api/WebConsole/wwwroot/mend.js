// The bad rows of a file as a table to write in. What was written becomes a new file, which is looked through again.

import { codeBook } from './api.js';
import { shortOf } from './problems.js';
import { element, number } from './shared.words.js';

const AT_ONCE = 100;

/** What a column takes, offered while one writes. */
const CHOICES = {
  resolution: ['1:1', '4:3', '3:4', '16:9', '9:16', '3:2', '2:3', '21:9', '3K 1:1', '3K 4:3', '3K 3:4', '3K 16:9', '3K 9:16', '3K 3:2', '3K 2:3', '3K 21:9'],
  sequentialimagegeneration: ['auto', 'disabled'],
  outputformat: ['png', 'jpeg'],
  optimizepromptoptions: ['standard', 'fast'],
};

const plain = column => column.toLowerCase().replace(/[ _-]/g, '');

export async function mendTable(place, file, problems, done) {
  const codes = await codeBook();
  const byLine = new Map();
  for (const problem of problems) byLine.set(problem.line, [...(byLine.get(problem.line) ?? []), problem]);
  const bad = [...byLine.keys()].filter(line => file.byLine.has(line));
  const changes = new Map();
  let shown = 0;

  const columns = file.columns ?? ['line of JSON'];
  const body = element('tbody', {});
  const more = element('button', { type: 'button' });
  const again = element('button', { type: 'button', className: 'main' }, 'Check again');
  const head = element('tr', {}, ...['Row', ...columns, 'Leave out'].map(name => element('th', { scope: 'col', dir: 'auto' }, name)));
  const table = element('table', { className: 'mend' }, element('thead', {}, head), body);
  const lists = Object.entries(CHOICES).map(([name, choices]) => element('datalist', { id: `choices-${name}` }, ...choices.map(value => element('option', { value }))));
  place.replaceChildren(...lists, element('div', { className: 'mend-box', tabIndex: 0, role: 'region', ariaLabel: 'Rows to mend' }, table), element('div', { className: 'actions' }, more, again));
  more.addEventListener('click', showMore);
  again.addEventListener('click', () => done(file.with(changes)));
  showMore();
  body.querySelector('[aria-invalid="true"]')?.focus();

  function showMore() {
    body.append(...bad.slice(shown, shown + AT_ONCE).map(row));
    shown = Math.min(bad.length, shown + AT_ONCE);
    more.hidden = shown === bad.length;
    more.textContent = `Show ${number.format(Math.min(AT_ONCE, bad.length - shown))} more`;
  }

  function row(line) {
    const record = file.byLine.get(line);
    const mine = byLine.get(line);
    const cells = columns.map((_, i) => record.cells[i] ?? '');
    const extra = record.cells.length > columns.length;
    const made = element('tr', {});
    const change = () => {
      changes.set(record, leave.checked ? null : cells);
      made.classList.toggle('out', leave.checked);
    };
    const leave = element('input', { type: 'checkbox', ariaLabel: `Leave out row ${mine[0].row}` });
    leave.addEventListener('change', change);
    made.append(element('th', { scope: 'row' }, number.format(mine[0].row)));
    columns.forEach((column, i) => {
      const about = mine.filter(problem => (problem.column ? problem.column === column : i === 0));
      const isLong = plain(column) === 'prompt' || !file.columns || cells[i].length > 40 || cells[i].includes('\n');
      const field = element(isLong ? 'textarea' : 'input', { ...(isLong && { rows: 3 }), value: cells[i], dir: 'auto', ariaLabel: `${column}, row ${mine[0].row}` });
      if (!isLong && CHOICES[plain(column)]) field.setAttribute('list', `choices-${plain(column)}`);
      field.addEventListener('input', () => { cells[i] = field.value; change(); });
      const cell = element('td', {}, field);
      cell.dataset.label = column;
      if (about.length > 0) {
        const id = `problem-${line}-${i}`;
        field.setAttribute('aria-invalid', 'true');
        field.setAttribute('aria-describedby', id);
        const said = element('p', { id, className: 'problem', dir: 'auto' }, about.map(problem => shortOf(problem, codes)).join(' '));
        const suggestion = about.find(problem => problem.suggestion && problem.column)?.suggestion;
        cell.append(said);
        if (suggestion) {
          const use = element('button', { type: 'button', className: 'link', dir: 'auto' }, `Use ${suggestion}`);
          use.addEventListener('click', () => { field.value = cells[i] = suggestion; change(); field.focus(); });
          cell.append(use);
        }
      }
      made.append(cell);
    });
    // Cells without a column: an unquoted text with the separator in it. They belong to the prompt most likely.
    if (extra) made.querySelector('td').append(element('p', { className: 'problem', dir: 'auto' }, `Beyond the last column: ${record.cells.slice(columns.length).join(' | ')}. They go when the row is changed.`));
    const out = element('td', {}, leave);
    out.dataset.label = 'Leave out';
    made.append(out);
    return made;
  }
}

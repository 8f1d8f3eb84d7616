// The bad rows of a file as a table to write in. What was written becomes a new file, which is looked through again.

import { element, number } from './shared.words.js';

const AT_ONCE = 100;

export function mendTable(place, file, problems, done) {
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
  place.replaceChildren(element('div', { className: 'mend-box', tabIndex: 0, role: 'region', ariaLabel: 'Rows to mend' }, table), element('div', { className: 'actions' }, more, again));
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
      const field = element('textarea', { rows: column.length > 20 || cells[i].length > 40 || /prompt/i.test(column) ? 3 : 1, value: cells[i], dir: 'auto', ariaLabel: `${column}, row ${mine[0].row}` });
      field.addEventListener('input', () => { cells[i] = field.value; change(); });
      const cell = element('td', {}, field);
      if (about.length > 0) {
        const id = `problem-${line}-${i}`;
        field.setAttribute('aria-invalid', 'true');
        field.setAttribute('aria-describedby', id);
        const said = element('p', { id, className: 'problem', dir: 'auto' }, about.map(problem => problem.message).join(' '));
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
    made.append(element('td', {}, leave));
    return made;
  }
}

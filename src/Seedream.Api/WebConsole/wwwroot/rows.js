// The table of rows. Only what is in view is drawn, so a hundred thousand rows scroll like a hundred.

import { count, isRunning, statesOf } from './figures.js';
import { FileRows, FoundRows } from './rowsource.js';
import { OUTCOMES, bytes, duration, element, money, number, tone } from './shared.words.js';
import { startOf } from './shared.wall.js';
import { view } from './viewer.js';

const HEIGHT = 44;
const BEYOND = 8;
const MOST_SORTED = 200_000;
const REFRESH = 4_000;

const COLUMNS = [
  { name: 'Row', sort: 'row', className: 'number' },
  { name: 'Prompt', className: 'grow' },
  { name: 'Outcome' },
  { name: 'Images', className: 'number wide-only' },
  { name: 'Size', sort: 'bytes', className: 'number wide-only' },
  { name: 'Took', sort: 'seconds', className: 'number wide-only' },
  { name: 'Cost', sort: 'cost', className: 'number wide-only' },
];

export function rowsPart(section, first) {
  section.replaceChildren(document.getElementById('rows-part').content.cloneNode(true));
  const $ = name => section.querySelector(`#${name}`);
  const scroller = $('scroller');
  const body = $('table').tBodies[0];
  const above = element('tr', { className: 'space' });
  const below = element('tr', { className: 'space' });
  for (const space of [above, below]) space.setAttribute('aria-hidden', 'true');
  body.append(above, below);
  let batch = first;
  let outcome = '';
  let search = '';
  let sort = 'row';
  let source = null;
  let drawn = new Map();
  let frame = 0;
  let settle = 0;
  let trouble = null;

  const heads = COLUMNS.map(column => {
    const head = element('th', { scope: 'col', className: column.className ?? '' });
    if (!column.sort) {
      head.textContent = column.name;
      return head;
    }
    const button = element('button', { type: 'button' }, column.name);
    button.addEventListener('click', () => order(column.sort));
    head.append(button);
    return head;
  });
  $('table').tHead.rows[0].append(...heads);

  let typing = 0;
  $('search').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => { search = $('search').value.trim().slice(0, 200); begin(); }, 250);
  });
  scroller.addEventListener('scroll', () => { frame ||= requestAnimationFrame(draw); });
  scroller.addEventListener('keydown', step);
  const resized = new ResizeObserver(() => { frame ||= requestAnimationFrame(draw); });
  resized.observe(scroller);
  const timer = setInterval(() => {
    if (!document.hidden && isRunning(batch)) source.refresh(...span());
  }, REFRESH);
  showFilters();
  showOrder();
  begin();

  function begin() {
    source?.stop();
    clearDrawn();
    trouble = null;
    scroller.scrollTop = 0;
    const query = { outcome, search, ...(sort !== 'row' && { sort }) };
    source = outcome || search || sort !== 'row' ? new FoundRows(batch, query, changed) : new FileRows(batch, changed);
    draw();
  }

  function changed(error) {
    trouble = error ?? null;
    draw();
  }

  function clearDrawn() {
    for (const { row } of drawn.values()) row.remove();
    drawn = new Map();
  }

  /** The rows in view and a few beyond. */
  function span() {
    const length = source.length + (source.exact ? 0 : 1);
    const from = Math.max(0, Math.floor(scroller.scrollTop / HEIGHT) - BEYOND);
    const to = Math.min(length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / HEIGHT) + BEYOND);
    return [from, Math.max(from, to)];
  }

  function draw() {
    frame = 0;
    const [from, to] = span();
    // Not while somebody drags past thousands of them.
    clearTimeout(settle);
    settle = setTimeout(() => source.want(...span()), drawn.size === 0 ? 0 : 70);
    const length = source.length + (source.exact ? 0 : 1);
    above.style.height = `${from * HEIGHT}px`;
    below.style.height = `${Math.max(0, length - to) * HEIGHT}px`;
    const now = new Map();
    for (let index = from; index < to; index++) {
      const record = source.at(index);
      const before = drawn.get(index);
      now.set(index, before && before.record === record ? before : { record, row: rowOf(record, index) });
      if (before && before.record !== record) {
        const hadFocus = before.row.contains(document.activeElement);
        before.row.replaceWith(now.get(index).row);
        if (hadFocus) now.get(index).row.querySelector('button')?.focus({ preventScroll: true });
      }
    }
    for (const [index, { row }] of drawn) if (!now.has(index)) row.remove();
    let at = above;
    for (const { row } of now.values()) {
      if (at.nextSibling !== row) at.after(row);
      at = row;
    }
    drawn = now;
    $('table').setAttribute('aria-rowcount', String(source.exact ? source.length + 1 : -1));
    showFound();
  }

  function showFound() {
    const looked = source.lookedAt ? ` of ${number.format(source.lookedAt)} looked through` : '';
    $('found').textContent = trouble ? trouble.message
      : source.exact ? source.length === 0 ? 'Nothing fits. Try fewer words, or show all outcomes.' : count(source.length, 'row', 'rows')
      : source.length === 0 ? 'Looking…' : `${number.format(source.length)} so far${looked}`;
  }

  function rowOf(record, index) {
    const row = element('tr', {});
    row.setAttribute('aria-rowindex', String(index + 2));
    if (!record) {
      row.className = 'empty-row';
      row.append(element('td', { className: 'number' }, source.exact ? number.format(index + 1) : ''), element('td', { colSpan: COLUMNS.length - 1 }, '…'));
      return row;
    }
    const prompt = record.input?.prompt ?? record.cells?.prompt ?? Object.values(record.cells ?? {})[0] ?? '';
    const open = element('button', { type: 'button', className: 'row-open', dir: 'auto', title: startOf(prompt, 300) }, startOf(prompt, 160) || 'No prompt');
    open.addEventListener('click', () => show(record));
    const said = record.outcome ? OUTCOMES[record.outcome] : { name: 'Waiting or running', tone: 'waiting' };
    const state = tone(element('span', { className: 'status' }, said.name), said.tone);
    const size = record.files.reduce((sum, file) => sum + file.bytes, 0);
    const seconds = record.submitted_at && record.completed_at ? (new Date(record.generated_at ?? record.completed_at) - new Date(record.submitted_at)) / 1000 : null;
    row.append(
      element('td', { className: 'number' }, number.format(record.row)),
      element('td', { className: 'grow' }, open),
      element('td', { title: record.error ?? '' }, state),
      element('td', { className: 'number wide-only' }, record.files.length ? number.format(record.files.length) : ''),
      element('td', { className: 'number wide-only' }, size ? bytes(size) : ''),
      element('td', { className: 'number wide-only' }, seconds === null ? '' : duration(seconds)),
      element('td', { className: 'number wide-only' }, record.cost_usd == null ? '' : money(record.cost_usd)));
    row.addEventListener('click', event => { if (!event.target.closest('button') && getSelection().isCollapsed) show(record); });
    return row;
  }

  function show(record) {
    const items = source.known().flatMap(row => itemsOf(batch.id, row));
    const at = items.findIndex(item => item.row.row === record.row);
    view({
      items: () => items,
      at,
      closed: position => [...drawn.values()].find(entry => entry.record?.row === items[position]?.row.row)?.row.querySelector('button'),
    });
  }

  /** From row to row with the arrow keys, wherever they are drawn. */
  function step(event) {
    const row = event.target.closest?.('tbody tr');
    const leap = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (!row || leap === undefined) return;
    event.preventDefault();
    const index = Number(row.getAttribute('aria-rowindex')) - 2;
    const to = Math.min(source.length - 1, Math.max(0, index + leap));
    const top = to * HEIGHT;
    const head = $('table').tHead.offsetHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + HEIGHT > scroller.scrollTop + scroller.clientHeight - head) scroller.scrollTop = top + HEIGHT - scroller.clientHeight + head;
    draw();
    drawn.get(to)?.row.querySelector('button')?.focus({ preventScroll: true });
  }

  function order(name) {
    sort = name === 'row' ? (sort === 'row' ? '-row' : 'row') : sort === `-${name}` ? name : `-${name}`;
    showOrder();
    begin();
  }

  function showOrder() {
    const able = !isRunning(batch) && batch.rows <= MOST_SORTED;
    COLUMNS.forEach((column, i) => {
      if (!column.sort) return;
      const direction = sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none';
      heads[i].setAttribute('aria-sort', direction);
      const button = heads[i].firstElementChild;
      button.disabled = !able;
      button.title = able ? '' : isRunning(batch) ? 'Rows can be sorted when the batch has ended' : `Up to ${number.format(MOST_SORTED)} rows can be sorted`;
    });
  }

  function showFilters() {
    const { counts, going, waiting } = statesOf(batch);
    const pending = waiting + Object.values(going).reduce((sum, n) => sum + n, 0);
    const choices = [['', 'All', batch.rows], ...Object.keys(OUTCOMES).map(name => [name, OUTCOMES[name].name, counts[name] ?? 0]), ['pending', 'Waiting or running', pending]];
    for (const [value, name, many] of choices) {
      let chip = $('filters').querySelector(`[data-value="${value}"]`);
      if (!chip) {
        chip = element('button', { type: 'button' }, `${name} `, element('span', { className: 'count' }));
        chip.dataset.value = value;
        if (value) tone(chip, OUTCOMES[value]?.tone ?? 'waiting');
        chip.addEventListener('click', () => {
          outcome = value;
          for (const other of $('filters').children) other.setAttribute('aria-pressed', String(other === chip));
          begin();
        });
        chip.setAttribute('aria-pressed', String(value === outcome));
        $('filters').append(chip);
      }
      chip.hidden = value !== '' && many === 0 && value !== outcome;
      chip.querySelector('.count').textContent = number.format(many);
    }
  }

  return {
    update(now, ended) {
      const grown = batch.rows !== now.rows;
      batch = now;
      showFilters();
      showOrder();
      if (ended || grown) begin();
    },
    stop() {
      source.stop();
      clearInterval(timer);
      clearTimeout(settle);
      resized.disconnect();
    },
  };
}

export const itemsOf = (batch, row) => {
  const prompt = row.input?.prompt ?? row.cells?.prompt ?? '';
  return row.files.length > 0
    ? row.files.map((file, index) => ({ batch, prompt, row, file, index, of: row.files.length }))
    : [{ batch, prompt, row, file: null, index: 0, of: 0 }];
};

// The gallery of a batch. All text comes from prompts, files and an API, so it only ever enters the page as text
// (textContent, attributes of fixed meaning), never as markup.

const rows = JSON.parse(document.getElementById('rows-data').textContent);
const page = JSON.parse(document.getElementById('page-data').textContent);
const manifest = page.manifest;
const $ = id => document.getElementById(id);

// ---- Words ----

const OUTCOMES = {
  succeeded: { name: 'Succeeded', tone: 'succeeded', why: 'Done.' },
  failed: { name: 'Failed', tone: 'failed', why: 'The model did not make this one.' },
  timed_out: { name: 'Timed out', tone: 'open', why: 'No result came before the deadline. It can still be collected without paying again.' },
  uncertain: { name: 'Uncertain', tone: 'open', why: 'Nobody knows whether the API accepted it. It was not sent again, so as not to pay twice.' },
  invalid: { name: 'Invalid', tone: 'failed', why: 'The row has a mistake, so it was never sent and cost nothing.' },
  cancelled: { name: 'Cancelled', tone: 'idle', why: 'Cancelled while it was still waiting.' },
  not_submitted: { name: 'Not submitted', tone: 'idle', why: 'The batch stopped before its turn. It cost nothing.' },
};

const STATUS = {
  validating: ['Being checked', 'idle'],
  in_progress: ['In progress', 'idle'],
  completed: ['Completed', 'succeeded'],
  completed_with_errors: ['Completed with errors', 'open'],
  failed: ['Failed', 'failed'],
  halted: ['Halted', 'failed'],
  cancelling: ['Being cancelled', 'idle'],
  cancelled: ['Cancelled', 'idle'],
  rejected: ['File rejected', 'failed'],
};

const number = new Intl.NumberFormat('en');
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const count = (n, one, many) => `${number.format(n)} ${n === 1 ? one : many}`;
const money = usd => `$${new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: usd < 1 ? 4 : 2 }).format(usd)}`;

function bytes(n) {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) { n /= 1000; unit++; }
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: unit > 1 && n < 100 ? 1 : 0 }).format(n)} ${units[unit]}`;
}

function duration(seconds) {
  if (seconds < 60) return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// ---- Elements ----

/** An element with these properties and children; strings become text. */
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A relative address that can only mean a file beside this page. */
const address = name => `./${encodeURIComponent(name)}`;

function tone(target, name) {
  target.dataset.tone = name;
  return target;
}

// ---- Items: one for each picture, one for each row without any ----

const items = rows.flatMap(row => {
  const prompt = row.input?.prompt ?? row.cells?.prompt ?? '';
  const files = row.files.length > 0 ? row.files : [null];
  return files.map((file, index) => ({ row, prompt, file, index, of: row.files.length }));
});

const key = item => `row-${item.row.row}-${item.index + 1}`;

const startOf = (text, length) => {
  const characters = Array.from(text.slice(0, length * 2));
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : characters.join('');
};

/** Everything a search looks at, made when first asked for. */
function haystack(item) {
  item.haystack ??= [
    item.prompt, item.row.id, item.row.row, item.file?.name, item.row.request_id, item.row.error_code, item.row.error,
    ...Object.values(item.row.metadata),
  ].join('\n').toLowerCase();
  return item.haystack;
}

// ---- Masthead ----

function showMasthead() {
  document.title = page.pages > 1 ? `${page.file} · page ${page.page} of ${page.pages}` : page.file;
  $('title').textContent = page.file;
  const counts = manifest?.counts ?? rows.reduce((sum, row) => ({ ...sum, [row.outcome]: (sum[row.outcome] ?? 0) + 1 }), {});

  if (manifest) {
    const [name, statusTone] = STATUS[manifest.status];
    $('status').textContent = name;
    tone($('status'), statusTone).hidden = false;
  }

  const figures = manifest ? batchFigures() : pageFigures();
  $('summary').append(...figures.map(([figure, unit, title]) =>
    element('span', { title: title ?? '' }, element('b', {}, figure), unit ? ` ${unit}` : '')));

  for (const [outcome, { tone: outcomeTone }] of Object.entries(OUTCOMES)) {
    if (!counts[outcome]) continue;
    const part = tone(element('span'), outcomeTone);
    part.style.flexGrow = counts[outcome];
    $('ribbon').append(part);
  }

  if (manifest?.reason) {
    $('reason').textContent = manifest.reason;
    $('reason').hidden = false;
  }

  if (manifest?.problem_count > 0) showProblems();
}

function batchFigures() {
  const figures = [[`${number.format(manifest.counts.succeeded)} of ${number.format(manifest.rows)}`, manifest.rows === 1 ? 'row' : 'rows']];
  if (manifest.images > 0)
    figures.push([number.format(manifest.images), manifest.images === 1 ? 'image' : 'images'], [bytes(manifest.bytes), '']);
  const spent = manifest.cost_usd + manifest.cost_estimated_usd;
  if (spent > 0) {
    const estimated = manifest.cost_estimated_usd > 0;
    figures.push([`${estimated ? '≈ ' : ''}${money(spent)}`, '', estimated ? `${money(manifest.cost_estimated_usd)} of it estimated: the API did not report it` : 'As the API reported']);
  }
  if (manifest.cost_open_usd > 0)
    figures.push([`up to ${money(manifest.cost_open_usd)}`, 'more', 'What rows timed out or uncertain may have cost']);
  if (manifest.wall_seconds !== null) figures.push([duration(manifest.wall_seconds), '']);
  if (manifest.round > 1) figures.push([`Round ${manifest.round}`, '']);
  return figures;
}

function pageFigures() {
  return [[`Rows ${number.format(rows[0].row)}–${number.format(rows.at(-1).row)}`, `of ${number.format(page.rows)}`]];
}

function showProblems() {
  const list = manifest.problems;
  $('problems').hidden = false;
  $('problems').open = manifest.rows === 0;
  $('problems').querySelector('summary').textContent =
    count(manifest.problem_count, 'note on the file', 'notes on the file') + (manifest.problem_count > list.length ? `, the first ${list.length}` : '');
  $('problems').querySelector('ul').append(...list.map(problem => {
    const place = [problem.line && `line ${number.format(problem.line)}`, problem.column].filter(Boolean).join(', ');
    return element('li', { dir: 'auto' }, element('code', {}, problem.code), ` ${place ? `${place}: ` : ''}${problem.message}`, problem.suggestion ? ` → ${problem.suggestion}` : '');
  }));
}

// ---- Filter, search, order ----

const state = { outcome: null, words: [], sort: 'row', shown: items, drawn: 0 };

const ORDER = {
  row: () => 0,
  reverse: (a, b) => b.row.row - a.row.row || a.index - b.index,
  newest: (a, b) => (b.row.completed_at ?? '').localeCompare(a.row.completed_at ?? ''),
  prompt: (a, b) => startOf(a.prompt, 80).localeCompare(startOf(b.prompt, 80), 'en'),
  largest: (a, b) => (b.file?.bytes ?? 0) - (a.file?.bytes ?? 0),
};

function showFilters() {
  const counts = new Map();
  for (const row of rows) counts.set(row.outcome, (counts.get(row.outcome) ?? 0) + 1);
  const choices = [[null, 'All', rows.length], ...Object.keys(OUTCOMES).filter(outcome => counts.has(outcome)).map(outcome => [outcome, OUTCOMES[outcome].name, counts.get(outcome)])];
  $('filters').hidden = counts.size < 2;
  $('filters').append(...choices.map(([outcome, name, many]) => {
    const chip = element('button', { type: 'button' }, name, element('span', { className: 'count' }, number.format(many)));
    if (outcome) tone(chip, OUTCOMES[outcome].tone);
    chip.setAttribute('aria-pressed', String(outcome === null));
    chip.addEventListener('click', () => {
      state.outcome = outcome;
      for (const other of $('filters').children) other.setAttribute('aria-pressed', String(other === chip));
      draw();
    });
    return chip;
  }));
}

function matches(item) {
  return (state.outcome === null || item.row.outcome === state.outcome)
    && state.words.every(word => haystack(item).includes(word));
}

// ---- The wall ----

const STEP = 120;

function draw() {
  state.shown = items.filter(matches).sort(ORDER[state.sort]);
  state.drawn = 0;
  $('gallery').replaceChildren();
  drawMore();

  const all = state.shown.length === items.length;
  const pictures = state.shown.filter(item => item.file).length;
  const rowsShown = new Set(state.shown.map(item => item.row)).size;
  $('shown').textContent = all ? '' : `${count(rowsShown, 'row', 'rows')}, ${count(pictures, 'image', 'images')}`;
  $('shown').hidden = all;
  $('none').hidden = state.shown.length > 0;
  $('none').textContent = rows.length === 0 ? 'There are no rows to show.' : 'Nothing fits. Try fewer words, or show all outcomes.';
}

/** Draws the next tiles, so that a thousand rows cost no more at first than a hundred. */
function drawMore(atLeast = 0) {
  const end = Math.min(state.shown.length, Math.max(state.drawn + STEP, atLeast));
  $('gallery').append(...state.shown.slice(state.drawn, end).map(tile));
  state.drawn = end;
}

function tile(item) {
  const made = $('tile').content.firstElementChild.cloneNode(true);
  const frame = made.querySelector('.frame');
  made.style.setProperty('--ratio', item.file ? ratioOf(item.file) : 1.25);
  made.querySelector('.words').textContent = startOf(item.prompt, 300) || 'No prompt';
  made.querySelector('.label').textContent = labelOf(item);
  frame.dataset.key = key(item);
  if (item.file) {
    frame.append(media(item.file, `Row ${item.row.row}: ${startOf(item.prompt, 160)}`, true));
    if (item.of > 1) frame.append(element('span', { className: 'of' }, `${item.index + 1} of ${item.of}`));
  } else {
    made.classList.add('note');
    tone(made, OUTCOMES[item.row.outcome].tone);
    frame.append(why(item.row));
  }
  frame.addEventListener('click', () => view(state.shown.indexOf(item)));
  return made;
}

const ratioOf = file => Math.min(4, Math.max(0.25, file.width && file.height ? file.width / file.height : 16 / 9));

function labelOf(item) {
  const { row, file } = item;
  const parts = [row.id ?? `Row ${number.format(row.row)}`];
  if (file?.width) parts.push(`${file.width} × ${file.height}`);
  return parts.join(' · ');
}

function media(file, text, small) {
  const source = address(file.name);
  const made = file.content_type.startsWith('video/')
    ? element('video', { preload: 'metadata', muted: small, controls: !small, playsInline: true, ariaLabel: text })
    : element('img', { alt: text, decoding: 'async', loading: small ? 'lazy' : 'eager' });
  if (file.width) {
    made.width = file.width;
    made.height = file.height;
  }
  made.addEventListener('error', () => made.replaceWith(element('span', { className: 'lost' }, `${file.name} is not beside this page.`)), { once: true });
  made.src = source;
  return made;
}

function why(row) {
  const { name, why: words } = OUTCOMES[row.outcome];
  const made = element('span', { className: 'why' }, element('strong', {}, name), words);
  if (row.error) made.append(element('span', { className: 'said', dir: 'auto' }, row.error_code ? `${row.error_code}: ${row.error}` : row.error));
  return made;
}

/** Moves the focus from tile to tile as the eye does. */
function walk(event) {
  const frame = event.target.closest('.frame');
  if (!frame || event.altKey || event.ctrlKey || event.metaKey) return;
  const frames = [...$('gallery').querySelectorAll('.frame')];
  const here = frames.indexOf(frame);
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: frames.length - 1 }[event.key]
    ?? (event.key === 'ArrowDown' || event.key === 'ArrowUp' ? above(frames, here, event.key === 'ArrowUp' ? -1 : 1) : null);
  if (to === null) return;
  event.preventDefault();
  frames[to]?.focus();
}

function above(frames, here, direction) {
  const from = frames[here].getBoundingClientRect();
  const middle = from.left + from.width / 2;
  let line = null;
  let best = null;
  for (let i = here + direction; frames[i]; i += direction) {
    const box = frames[i].getBoundingClientRect();
    if (Math.abs(box.top - from.top) < 1) continue;
    line ??= box.top;
    if (Math.abs(box.top - line) >= 1) break;
    const distance = Math.abs(box.left + box.width / 2 - middle);
    if (best === null || distance < best.distance) best = { i, distance };
  }
  return best?.i ?? here;
}

// ---- The viewer ----

let viewed = -1;

function view(position) {
  const item = state.shown[position];
  if (!item) return;
  viewed = position;
  const { row, file } = item;
  $('position').textContent = `${number.format(position + 1)} of ${number.format(state.shown.length)}`;
  $('previous').disabled = position === 0;
  $('next').disabled = position === state.shown.length - 1;
  const text = `Row ${row.row}: ${startOf(item.prompt, 160)}`;
  $('picture').replaceChildren(file ? media(file, text, false) : tone(why(row), OUTCOMES[row.outcome].tone));
  $('prompt').textContent = item.prompt || 'No prompt';
  $('prompt').scrollTop = 0;
  $('copy').textContent = 'Copy prompt';
  $('copy').hidden = item.prompt === '';
  for (const link of [$('original'), $('download')]) {
    link.hidden = !file;
    if (file) link.href = address(file.name);
  }
  if (file) $('download').download = file.name;
  $('facts').replaceChildren(...facts(item));
  history.replaceState(null, '', `#${key(item)}`);
  if (!$('viewer').open) $('viewer').showModal();
  $('viewer').scrollTop = 0;
  warm(state.shown[position + 1]);
}

/** Has the next picture ready before it is asked for. */
function warm(item) {
  if (item?.file?.content_type.startsWith('image/')) new Image().src = address(item.file.name);
}

function facts({ row, file, index, of }) {
  const pairs = [];
  const add = (name, value, className = '') => {
    if (value === null || value === undefined || value === '') return;
    pairs.push(element('dt', { dir: 'auto' }, name), element('dd', { className, dir: 'auto' }, value));
  };
  add('Row', `${number.format(row.row)} (line ${number.format(row.line)})`);
  add('Id', row.id);
  if (file) {
    add('Image', of > 1 ? `${index + 1} of ${of}` : null);
    add('File', file.name);
    add('Size', [file.width && `${file.width} × ${file.height}`, bytes(file.bytes)].filter(Boolean).join(', '));
  }
  for (const [name, value] of Object.entries(row.metadata)) add(name, value);
  add('Requested', row.input && requested(row.input));
  add('Cost', row.cost_usd === null ? null : money(row.cost_usd));
  if (row.submitted_at && row.completed_at) add('Took', duration((new Date(row.generated_at ?? row.completed_at) - new Date(row.submitted_at)) / 1000));
  add('Submitted', row.submitted_at && moment.format(new Date(row.submitted_at)));
  add('Attempts', row.attempts > 1 ? number.format(row.attempts) : null);
  add('Request id', row.request_id, 'code');
  add('SHA-256', file?.sha256, 'code');
  return pairs;
}

function requested(input) {
  const parts = [input.resolution, input.output_format.toUpperCase()];
  if (input.sequential_image_generation === 'auto') parts.push(`up to ${input.max_images} images`);
  if (input.optimize_prompt_options === 'fast') parts.push('fast');
  return parts.join(', ');
}

function closed() {
  const item = state.shown[viewed];
  $('picture').replaceChildren();
  history.replaceState(null, '', location.pathname + location.search);
  if (!item) return;
  drawMore(viewed + 1);
  const frame = $('gallery').children[viewed]?.querySelector('.frame');
  frame?.scrollIntoView({ block: 'nearest' });
  frame?.focus({ preventScroll: true });
}

async function copyPrompt() {
  const { prompt } = state.shown[viewed];
  try {
    await navigator.clipboard.writeText(prompt);
    $('copy').textContent = 'Copied';
  } catch {
    // Not every browser lets a page opened from a folder write to the clipboard: leave the text selected.
    getSelection().selectAllChildren($('prompt'));
    $('copy').textContent = 'Selected: press Ctrl+C';
  }
}

// ---- Pages, reports, settings ----

const pageName = n => (n === 1 ? 'index.html' : `gallery-${n}.html`);

function showPages() {
  if (page.pages < 2) return;
  const near = n => n === 1 || n === page.pages || Math.abs(n - page.page) <= 2;
  const link = (n, text) => {
    const made = element('a', { href: address(pageName(n)) }, text ?? number.format(n));
    if (n === page.page) made.setAttribute('aria-current', 'page');
    return made;
  };
  $('pages').hidden = false;
  if (page.page > 1) $('pages').append(link(page.page - 1, 'Previous'));
  let gap = false;
  for (let n = 1; n <= page.pages; n++) {
    if (near(n)) $('pages').append(link(n));
    else if (!gap) $('pages').append(element('span', {}, '…'));
    gap = !near(n);
  }
  if (page.page < page.pages) $('pages').append(link(page.page + 1, 'Next'));
}

function showFooter() {
  const names = manifest ? manifest.reports.filter(name => !name.endsWith('.html')).concat('manifest.json') : ['results.csv', 'results.jsonl', 'manifest.json'];
  $('reports').append(...names.map(name => element('a', { href: address(name) }, name)));
  $('imprint').textContent = [`Batch ${page.batch}`, manifest?.completed_at && moment.format(new Date(manifest.completed_at)), manifest && `Seedream.Functions ${manifest.software_version}`].filter(Boolean).join(' · ');
}

/** Settings last where the browser allows it; a page opened from a folder may have no storage. */
const settings = {
  read(name) { try { return localStorage.getItem(`seedream.${name}`); } catch { return null; } },
  write(name, value) { try { localStorage.setItem(`seedream.${name}`, value); } catch { /* shown all the same */ } },
};

const root = document.documentElement;
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

function setTheme(theme) {
  if (theme) root.dataset.theme = theme;
}

function setSize(height) {
  root.style.setProperty('--height', `${height}px`);
  $('size').value = height;
}

// ---- Start ----

setTheme(settings.read('theme'));
setSize(Number(settings.read('size')) || (innerWidth < 760 ? 160 : 240));
showMasthead();
showFilters();
showPages();
showFooter();
draw();

let typing = 0;
$('search').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    state.words = $('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    draw();
  }, 120);
});
$('sort').addEventListener('change', () => { state.sort = $('sort').value; draw(); });
$('size').addEventListener('input', () => { setSize($('size').value); settings.write('size', $('size').value); });
$('theme').addEventListener('click', () => { setTheme(isDark() ? 'light' : 'dark'); settings.write('theme', root.dataset.theme); });
$('gallery').addEventListener('keydown', walk);
$('previous').addEventListener('click', () => view(viewed - 1));
$('next').addEventListener('click', () => view(viewed + 1));
$('close').addEventListener('click', () => $('viewer').close());
$('viewer').addEventListener('close', closed);
$('copy').addEventListener('click', copyPrompt);

$('viewer').addEventListener('keydown', event => {
  // The prompt scrolls and a video seeks with the same keys.
  if (event.target.closest('video') || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'ArrowRight') view(viewed + 1);
  else if (event.key === 'ArrowLeft') view(viewed - 1);
});

let touched = null;
$('stage').addEventListener('touchstart', event => { touched = event.touches.length === 1 ? event.touches[0].clientX : null; }, { passive: true });
$('stage').addEventListener('touchend', event => {
  const moved = touched === null ? 0 : event.changedTouches[0].clientX - touched;
  if (Math.abs(moved) > 50) view(viewed + (moved < 0 ? 1 : -1));
});

document.addEventListener('keydown', event => {
  if (event.target.closest('input, select, textarea')) {
    if (event.key === 'Escape' && event.target === $('search')) event.target.blur();
    return;
  }
  if (event.key === '/' && !$('viewer').open) {
    event.preventDefault();
    $('search').select();
    $('search').focus();
  }
});

new IntersectionObserver(entries => {
  if (entries.some(entry => entry.isIntersecting) && state.drawn < state.shown.length) drawMore();
}, { rootMargin: '1500px' }).observe($('more'));

const wanted = items.findIndex(item => `#${key(item)}` === location.hash);
if (wanted >= 0) view(wanted);

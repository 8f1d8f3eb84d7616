// The pictures. An item is one picture, or one row without any.

const items = rows.flatMap(row => {
  const prompt = row.input?.prompt ?? row.cells?.prompt ?? '';
  const files = row.files.length > 0 ? row.files : [null];
  return files.map((file, index) => ({ row, prompt, file, index, of: row.files.length }));
});

const key = item => `row-${item.row.row}-${item.index + 1}`;

/** Everything a search looks at, made when first asked for. */
function haystack(item) {
  item.haystack ??= [
    item.prompt, item.row.id, item.row.row, item.file?.name, item.row.request_id, item.row.error_code, item.row.error,
    ...Object.values(item.row.metadata),
  ].join('\n').toLowerCase();
  return item.haystack;
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
  $('toolbar').hidden = rows.length === 0;
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
  made.style.setProperty('--ratio', item.file ? ratioOf(item.file) : 1);
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

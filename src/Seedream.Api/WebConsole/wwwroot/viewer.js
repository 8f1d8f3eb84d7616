// One picture at full size with everything known about its row; and two side by side.

import { ApiError, codeBook, download, get, path } from './api.js';
import { originalOf, picture, previewOf } from './pictures.js';
import { OUTCOMES, element, number, tone } from './shared.words.js';
import { facts } from './shared.facts.js';
import { startOf, why } from './shared.wall.js';

const $ = id => document.getElementById(id);

// What is looked at: items() may grow while one looks. An item has batch, prompt, row, and file with index and of, if any.
let source = null;
let at = -1;
let first = null;

// Where the code is the vendor's own, what can be done follows from the outcome.
const REMEDIES = {
  failed: ['The image API refused or failed this row.', 'Read the message. Retry asks for it again where something may still come, which is free; where the image API has said no, it is sent again and paid for.'],
  timed_out: ['It was not finished in time.', 'Collect it later; that costs nothing.'],
  uncertain: ['It may or may not have been accepted.', 'Collect first, which is free. Then look at the account’s history before you retry it: it may be paid for twice.'],
  cancelled: ['It was cancelled.', 'Retry it if it is wanted after all.'],
  not_submitted: ['It was never sent.', 'Retry it; it has cost nothing so far.'],
  invalid: ['The row has errors.', 'Download the rows that did not succeed, correct them and drop that file.'],
};

export function view(opened) {
  source = opened;
  show(opened.at);
  if (!$('viewer').open) {
    $('viewer').showModal();
    $('viewer').focus();
  }
}

function show(position) {
  const items = source.items();
  const item = items[position];
  if (!item) return;
  at = position;
  $('position').textContent = `${number.format(position + 1)} of ${number.format(items.length)}`;
  $('previous').disabled = position === 0;
  $('next').disabled = position === items.length - 1;
  $('download').hidden = $('compare').hidden = !item.file;
  $('compare').textContent = first ? 'Compare with the first' : 'Compare…';
  showPicture(item);
  showWords(item, item.row);
  if (!item.row.metadata) complete(item);
  $('viewer').scrollTop = 0;
  warm(items[position + 1]);
}

/** A list of pictures knows little of their rows: the rest is fetched when it is looked at. */
async function complete(item) {
  try {
    item.row = await get(`batches/${path(item.batch)}/rows/${item.row.row}`);
    item.prompt = item.row.input?.prompt ?? item.prompt;
    if (source?.items()[at] === item) showWords(item, item.row);
  } catch (error) {
    if (source?.items()[at] === item && error instanceof ApiError) $('facts').replaceChildren(element('dt', {}, 'Row'), element('dd', {}, error.message));
  }
}

/** The preview stands in, larger than it is, until the original is here. */
function showPicture(item) {
  const stage = $('picture');
  if (!item.file) {
    stage.replaceChildren(item.row.outcome ? tone(why(item.row), OUTCOMES[item.row.outcome].tone) : element('span', { className: 'why' }, element('strong', {}, 'Not done yet'), 'The row waits or is being made.'));
    return;
  }
  const { file } = item;
  const alt = `Row ${item.row.row}: ${startOf(item.prompt, 160)}`;
  const size = { width: file.width, height: file.height, lazy: false };
  const whole = picture(originalOf(item.batch, file), { alt, ...size, lost: () => whole.replaceWith(element('span', { className: 'lost' }, `${file.name} cannot be shown.`)) });
  const standIn = picture(previewOf(item.batch, file), { alt: '', ...size });
  whole.classList.add('coming');
  whole.addEventListener('load', () => { whole.classList.remove('coming'); standIn.remove(); }, { once: true });
  stage.replaceChildren(standIn, whole);
}

async function showWords(item, row) {
  $('prompt').textContent = item.prompt || 'No prompt';
  $('copy').textContent = 'Copy prompt';
  $('copy').hidden = !item.prompt;
  $('prompt').classList.remove('long');
  $('prompt').scrollTop = 0;
  $('prompt').classList.toggle('long', $('prompt').scrollHeight > $('prompt').clientHeight + 1);
  const outcome = row.outcome && OUTCOMES[row.outcome];
  $('facts').replaceChildren(
    ...(outcome ? [element('dt', {}, 'Outcome'), element('dd', {}, tone(element('span', { className: 'status' }, outcome.name), outcome.tone))] : []),
    ...(row.metadata ? facts({ row, file: item.file, index: item.index, of: item.of }) : [element('dt', {}, 'Row'), element('dd', {}, number.format(row.row))]));
  $('remedy').hidden = true;
  if (!row.error && !row.error_code) return;
  const [what, remedy] = (row.error_code && (await codeBook())[row.error_code]) || REMEDIES[row.outcome] || REMEDIES.failed;
  if (source?.items()[at] !== item) return;
  $('remedy').hidden = false;
  tone($('remedy'), outcome?.tone ?? 'failed').replaceChildren(
    element('p', {}, element('strong', {}, what)),
    ...(row.error ? [element('p', { dir: 'auto', className: 'said' }, row.error)] : []),
    element('p', {}, element('strong', {}, 'What to do: '), remedy),
    ...(row.error_code ? [element('p', { className: 'code' }, row.error_code)] : []));
}

function warm(item) {
  if (item?.file) picture(previewOf(item.batch, item.file), { alt: '', lazy: false });
}

async function copyPrompt() {
  try {
    await navigator.clipboard.writeText($('prompt').textContent);
    $('copy').textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren($('prompt'));
    $('copy').textContent = 'Selected: press Ctrl+C';
  }
}

// ---- Two side by side ----

export const isPicking = () => first !== null;

/** The second picture is chosen on the wall or in the viewer. */
export function pick(item) {
  if (item === first || !item.file) return;
  showPair(first, item);
  stopPicking();
}

function startPicking(item) {
  first = item;
  $('picking').hidden = false;
  $('picking').firstElementChild.textContent = `Choose the picture to compare with row ${number.format(item.row.row)}.`;
  document.documentElement.classList.add('is-picking');
}

function stopPicking() {
  first = null;
  $('picking').hidden = true;
  document.documentElement.classList.remove('is-picking');
}

function showPair(left, right) {
  const side = item => element('figure', {},
    element('div', { className: 'pair-picture' }, picture(originalOf(item.batch, item.file), { alt: `Row ${item.row.row}: ${startOf(item.prompt, 160)}`, width: item.file.width, height: item.file.height, lazy: false })),
    element('figcaption', {}, element('p', { className: 'position' }, [`Row ${number.format(item.row.row)}`, item.row.id, item.file.width && `${item.file.width} × ${item.file.height}`].filter(Boolean).join(' · ')),
      element('p', { dir: 'auto', className: 'pair-prompt' }, item.prompt)));
  $('pair-title').textContent = `Rows ${number.format(left.row.row)} and ${number.format(right.row.row)}`;
  $('pair-images').replaceChildren(side(left), side(right));
  $('pair').showModal();
}

$('previous').addEventListener('click', () => show(at - 1));
$('next').addEventListener('click', () => show(at + 1));
$('close').addEventListener('click', () => $('viewer').close());
$('copy').addEventListener('click', copyPrompt);
$('download').addEventListener('click', () => {
  const item = source.items()[at];
  const [where, query] = originalOf(item.batch, item.file);
  download(where, item.file.name, query);
});
$('compare').addEventListener('click', () => {
  const item = source.items()[at];
  if (first && first !== item) {
    $('viewer').close();
    pick(item);
    return;
  }
  startPicking(item);
  $('viewer').close();
});
$('picking').lastElementChild.addEventListener('click', stopPicking);
$('pair-close').addEventListener('click', () => $('pair').close());
$('pair-swap').addEventListener('click', () => $('pair-images').append($('pair-images').firstElementChild));
addEventListener('hashchange', stopPicking);

$('viewer').addEventListener('close', () => {
  $('picture').replaceChildren();
  const target = source?.closed?.(at);
  source = null;
  target?.scrollIntoView({ block: 'nearest' });
  target?.focus({ preventScroll: true });
});

document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'Escape' && first && !$('viewer').open && !$('pair').open) stopPicking();
  if (!$('viewer').open) return;
  if (event.key === 'ArrowRight') show(at + 1);
  else if (event.key === 'ArrowLeft') show(at - 1);
  else if (event.key === 'c' && !$('compare').hidden) $('compare').click();
});

let touched = null;
$('stage').addEventListener('touchstart', event => { touched = event.touches.length === 1 ? event.touches[0].clientX : null; }, { passive: true });
$('stage').addEventListener('touchend', event => {
  const moved = touched === null ? 0 : event.changedTouches[0].clientX - touched;
  if (Math.abs(moved) > 50) show(at + (moved < 0 ? 1 : -1));
});

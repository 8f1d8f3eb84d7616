// The first page: a new batch, and every batch there is, the one that changed last first.

import { ApiError, get, path, watch } from './api.js';
import { ago, count, figuresOf, isRunning, showFigures, showRibbon, showStatus } from './figures.js';
import { explain } from './forms.js';
import { picture, previewOf } from './pictures.js';
import { element } from './shared.words.js';
import { startOf } from './shared.wall.js';
import { startPanel } from './start.js';

const PAGE = 20;
const STRIP = 4;

export function homePage(view) {
  document.title = 'Seedream';
  view.className = 'home';
  view.replaceChildren(document.getElementById('home-page').content.cloneNode(true));
  const list = view.querySelector('#batches');
  const more = view.querySelector('#more-batches');
  const items = new Map();
  startPanel(view);

  const watching = watch('batches', { order: 'recent', limit: PAGE }, page => {
    show(page.batches, true);
    if (page.next && more.hidden) {
      more.hidden = false;
      more.next = page.next;
    }
    if (items.size === 0) empty();
  }, {
    every: page => (page?.batches.some(isRunning) ? 2_000 : 8_000),
    failed(error) {
      if (items.size === 0 && error instanceof ApiError) list.replaceChildren(element('li', {}, explain(error)));
      return error.status !== 401;
    },
  });

  more.addEventListener('click', async () => {
    more.disabled = true;
    try {
      const page = await get('batches', { order: 'recent', limit: PAGE, next: more.next });
      show(page.batches, false);
      more.next = page.next;
      more.hidden = !page.next;
    } finally {
      more.disabled = false;
    }
  });

  /** Batches keep their element, which only changes in what is new; the order follows the list. */
  function show(batches, atTop) {
    if (batches.length > 0) list.querySelector(':scope > :not(.batch-item)')?.remove();
    let before = atTop ? list.firstElementChild : null;
    for (const batch of batches) {
      const known = items.get(batch.id);
      const item = known ?? batchItem(batch);
      if (!known) items.set(batch.id, item);
      else if (!atTop) continue;
      item.update(batch);
      if (!atTop) list.append(item);
      else if (item === before) before = before.nextElementSibling;
      else list.insertBefore(item, before);
    }
    const running = [...items.values()].filter(item => isRunning(item.batch)).length;
    view.querySelector('#batches-note').textContent = running ? `${running} running` : '';
  }

  function empty() {
    list.replaceChildren(element('li', { className: 'empty' }, element('strong', {}, 'No batches yet.'), ' Type a prompt above or drop a file; what becomes of it shows here.'));
  }

  const leave = () => {
    watching.stop();
    for (const item of items.values()) item.stop();
  };
  return leave;
}

/** A batch in the list, with its newest pictures. */
function batchItem(first) {
  const title = element('span', { className: 'batch-title', dir: 'auto' });
  const status = element('span', { className: 'status' });
  const when = element('span', { className: 'when' });
  const figures = element('p', { className: 'summary' });
  const ribbon = element('div', { className: 'ribbon' });
  const reason = element('p', { className: 'batch-reason', dir: 'auto', hidden: true });
  const strip = element('div', { className: 'strip' });
  strip.setAttribute('aria-hidden', 'true');
  ribbon.setAttribute('aria-hidden', 'true');
  const link = element('a', { className: 'batch-link', href: `#/batches/${path(first.id)}` }, title);
  const item = element('li', { className: 'batch-item' },
    element('div', { className: 'batch-words' }, element('div', { className: 'headline' }, link, status, when), figures, ribbon, reason), strip);
  let images = null;
  let seen = false;

  // Pictures are looked for once the batch comes into view, and again while it makes more.
  const near = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    near.disconnect();
    seen = true;
    look();
  }, { rootMargin: '200px' });
  near.observe(item);

  function look() {
    if (images || !seen || !item.batch.images) return;
    const query = { order: 'newest', limit: STRIP };
    if (isRunning(item.batch)) images = watch(`batches/${path(first.id)}/images`, query, showStrip, { every: () => 4_000 });
    else get(`batches/${path(first.id)}/images`, query).then(showStrip, () => {});
  }

  function showStrip({ images: found }) {
    const shown = new Map([...strip.children].map(made => [made.dataset.version, made]));
    strip.replaceChildren(...found.slice(0, STRIP).map(file => {
      const version = `${file.name} ${file.sha256}`;
      if (shown.has(version)) return shown.get(version);
      const made = picture(previewOf(first.id, file), { alt: '', width: file.width, height: file.height, lost: lostOne => lostOne.remove() });
      made.dataset.version = version;
      return made;
    }));
  }

  item.update = batch => {
    item.batch = batch;
    title.textContent = batch.file;
    showStatus(status, batch);
    when.textContent = `${ago(batch.created_at)}${batch.run > 1 ? ` · run ${batch.run}` : ''}`;
    const shown = figuresOf(batch);
    showFigures(figures, shown.length > 0 ? shown : [[count(batch.rows, 'row', 'rows'), '']]);
    showRibbon(ribbon, batch);
    reason.hidden = !batch.reason;
    reason.textContent = batch.reason ? startOf(batch.reason, 240) : '';
    if (!isRunning(batch) && images) {
      images.stop();
      images = null;
    }
    strip.classList.toggle('bare', !batch.images);
    look();
  };
  item.stop = () => { near.disconnect(); images?.stop(); };
  return item;
}

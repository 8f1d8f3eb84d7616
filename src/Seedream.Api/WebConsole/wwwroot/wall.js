// The pictures of a batch. While it runs the newest ones show in a strip of fixed places as they land, and join the wall at its
// end, so that nothing moves that somebody looks at.

import { get, path, watch } from './api.js';
import { count, isRunning } from './figures.js';
import { picture, previewOf } from './pictures.js';
import { settings } from './settings.js';
import { bytes, element, number } from './shared.words.js';
import { labelOf, ratioOf, startOf, walk } from './shared.wall.js';
import { isPicking, pick, view } from './viewer.js';

const PAGE = 24;
const PLACES = 12;

export function wallPart(section, first) {
  const self = `batches/${path(first.id)}/images`;
  section.replaceChildren(document.getElementById('images-part').content.cloneNode(true));
  const $ = name => section.querySelector(`#${name}`);
  const gallery = $('gallery');
  let batch = first;
  let order = 'row';
  let items = [];
  let known = new Set();
  let next = null;
  let loading = null;
  let missed = new Map();
  let landed = [];
  let live = null;

  const setSize = size => { document.documentElement.style.setProperty('--height', `${size}px`); $('size').value = size; };
  setSize(Number(settings.read('size')) || (innerWidth < 620 ? 160 : 240));
  $('size').addEventListener('input', () => { setSize($('size').value); settings.write('size', $('size').value); });
  $('order').addEventListener('change', () => { order = $('order').value; begin(); });
  $('fresh').addEventListener('click', () => { begin(); window.scrollTo({ top: 0 }); });
  gallery.addEventListener('keydown', walk);
  const places = Array.from({ length: PLACES }, () => element('li', {}));
  $('film').append(...places);

  const end = new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting)) more(); }, { rootMargin: '900px' });
  end.observe($('more'));
  begin();
  follow();

  function begin() {
    loading?.abort();
    loading = null;
    [items, known, next, missed] = [[], new Set(), null, new Map()];
    gallery.replaceChildren();
    $('fresh').hidden = true;
    more(true);
  }

  function follow() {
    if (!isRunning(batch) || live) return;
    // It stays when the batch has ended: what is looked at does not move.
    $('film').hidden = false;
    live = watch(self, { order: 'newest', limit: PAGE }, arrive, { every: () => 2_500 });
  }

  function arrive(page) {
    showLanded(page.images);
    const come = page.images.filter(file => !known.has(version(file)) && !missed.has(version(file))).reverse();
    // The wall's end is only where new ones belong when all before them are there.
    if (order === 'row' && !next && !loading && !(come.length === PAGE && page.next)) add(come);
    else for (const file of come) missed.set(version(file), file);
    showMissed();
  }

  function showLanded(files) {
    const shown = new Map(places.map(place => [place.firstElementChild?.dataset.version, place.firstElementChild]));
    landed = files.slice(0, PLACES).map(itemOf);
    places.forEach((place, i) => {
      const item = landed[i];
      const key = item && version(item.file);
      if (place.firstElementChild?.dataset.version === key) return;
      place.replaceChildren(...(item ? [shown.get(key) ?? landedPicture(item)] : []));
    });
  }

  function landedPicture(item) {
    const button = element('button', { type: 'button', ariaLabel: `Row ${number.format(item.row.row)}: ${startOf(item.prompt, 100)}` },
      picture(previewOf(batch.id, item.file), { alt: '', width: item.file.width, height: item.file.height, lazy: false }));
    button.dataset.version = version(item.file);
    button.addEventListener('click', () => {
      const at = landed.findIndex(other => version(other.file) === button.dataset.version);
      const now = landed;
      view({ items: () => now, at: Math.max(0, at), closed: () => button });
    });
    return button;
  }

  function showMissed() {
    for (const key of missed.keys()) if (known.has(key)) missed.delete(key);
    $('fresh').hidden = missed.size === 0;
    $('fresh').textContent = `Show ${number.format(missed.size)} new`;
  }

  async function more(isFirst = false) {
    if (loading || (!isFirst && !next)) return;
    const stop = loading = new AbortController();
    try {
      const page = await get(self, { order, limit: PAGE, next }, { signal: stop.signal });
      if (stop.signal.aborted) return;
      next = page.next ?? null;
      loading = null;
      add(page.images);
      showMissed();
    } catch (error) {
      if (stop.signal.aborted) return;
      loading = null;
      $('none').hidden = items.length > 0;
      $('none').textContent = error.message;
      return;
    }
    // The end may still be in view.
    if (next && $('more').getBoundingClientRect().top < innerHeight + 900) more();
  }

  function add(files) {
    const come = files.filter(file => !known.has(version(file))).map(itemOf);
    for (const item of come) known.add(version(item.file));
    items = [...items, ...come];
    gallery.append(...come.map(tile));
    showShown();
  }

  function showShown() {
    $('none').hidden = items.length > 0;
    if (items.length === 0) $('none').textContent = isRunning(batch) ? 'The first images will appear here as they land.' : 'This batch has no images. The rows say why.';
    const all = Math.max(batch.images, items.length);
    $('shown').textContent = items.length === 0 ? '' : `${count(all, 'image', 'images')}, ${bytes(batch.bytes)}`;
  }

  function itemOf(file) {
    return { batch: batch.id, prompt: file.prompt, file, index: file.index - 1, of: file.of, row: { row: file.row, id: file.id } };
  }

  function tile(item) {
    const { file } = item;
    const frame = element('button', { className: 'frame', type: 'button' });
    const made = element('li', { className: 'tile' }, frame,
      element('p', { className: 'words', dir: 'auto' }, startOf(item.prompt, 200) || 'No prompt'),
      element('p', { className: 'label' }, labelOf(item)));
    made.style.setProperty('--ratio', ratioOf(file));
    frame.append(picture(previewOf(batch.id, file), {
      alt: `Row ${file.row}: ${startOf(item.prompt, 160)}`, width: file.width, height: file.height,
      lost: image => image.replaceWith(element('span', { className: 'lost' }, 'This picture cannot be shown.')),
    }));
    if (item.of > 1) frame.append(element('span', { className: 'of' }, `${item.index + 1} of ${item.of}`));
    frame.addEventListener('click', () => {
      if (isPicking()) pick(item);
      else view({ items: () => items, at: items.indexOf(item), closed: at => gallery.children[at]?.querySelector('.frame') });
    });
    return made;
  }

  return {
    update(now, ended) {
      batch = now;
      showShown();
      follow();
      if (!ended) return;
      live?.stop();
      live = null;
      get(self, { order: 'newest', limit: PAGE }).then(arrive, () => {});
    },
    stop() {
      loading?.abort();
      live?.stop();
      end.disconnect();
    },
  };
}

const version = file => `${file.name} ${file.sha256}`;

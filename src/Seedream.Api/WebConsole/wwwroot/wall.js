// The pictures of a batch. Newest first while it runs: they appear as they land, unless somebody is reading further down.

import { get, path, watch } from './api.js';
import { count, isRunning } from './figures.js';
import { picture, previewOf } from './pictures.js';
import { settings } from './settings.js';
import { bytes, element, number } from './shared.words.js';
import { labelOf, ratioOf, startOf, walk } from './shared.wall.js';
import { isPicking, pick, view } from './viewer.js';

const PAGE = 24;

export function wallPart(section, first) {
  const self = `batches/${path(first.id)}/images`;
  section.replaceChildren(document.getElementById('images-part').content.cloneNode(true));
  const $ = name => section.querySelector(`#${name}`);
  const gallery = $('gallery');
  let batch = first;
  let order = isRunning(first) ? 'newest' : 'row';
  let items = [];
  let known = new Map();
  let next = null;
  let loading = null;
  let fresh = [];
  let live = null;

  const setSize = size => { document.documentElement.style.setProperty('--height', `${size}px`); $('size').value = size; };
  setSize(Number(settings.read('size')) || (innerWidth < 620 ? 160 : 240));
  $('size').addEventListener('input', () => { setSize($('size').value); settings.write('size', $('size').value); });
  $('order').value = order;
  $('order').addEventListener('change', () => { order = $('order').value; begin(); });
  $('fresh').addEventListener('click', () => { showFresh(); window.scrollTo({ top: 0 }); });
  gallery.addEventListener('keydown', walk);

  const end = new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting)) more(); }, { rootMargin: '900px' });
  end.observe($('more'));
  begin();

  function begin() {
    loading?.abort();
    loading = null;
    [items, known, next, fresh] = [[], new Map(), null, []];
    gallery.replaceChildren();
    $('fresh').hidden = true;
    live?.stop();
    live = null;
    more(true);
    if (order === 'newest' && isRunning(batch)) follow();
  }

  function follow() {
    live = watch(self, { order: 'newest', limit: PAGE }, page => {
      if (items.length === 0 && loading) return;
      const come = page.images.filter(file => !known.has(version(file)) && !fresh.some(other => version(other) === version(file)));
      if (come.length === 0) return;
      fresh = [...come, ...fresh];
      if (window.scrollY < 300) showFresh();
      else {
        $('fresh').hidden = false;
        $('fresh').textContent = `${fresh.length >= PAGE ? `${PAGE} or more` : number.format(fresh.length)} new`;
      }
    }, { every: () => 2_500 });
  }

  function showFresh() {
    // More came than one look shows: begin anew rather than leave a gap.
    if (fresh.length >= PAGE && items.length > 0) {
      begin();
      return;
    }
    add(fresh, true);
    fresh = [];
    $('fresh').hidden = true;
  }

  async function more(isFirst = false) {
    if (loading || (!isFirst && !next)) return;
    const stop = loading = new AbortController();
    try {
      const page = await get(self, { order, limit: PAGE, next }, { signal: stop.signal });
      if (stop.signal.aborted) return;
      next = page.next ?? null;
      add(page.images, false);
    } catch (error) {
      if (stop.signal.aborted) return;
      $('none').hidden = items.length > 0;
      $('none').textContent = error.message;
    } finally {
      if (loading === stop) loading = null;
    }
    // The end may still be in view.
    if (next && $('more').getBoundingClientRect().top < innerHeight + 900) more();
  }

  function add(files, atTop) {
    const come = files.filter(file => !known.has(version(file)));
    const made = come.map(file => {
      const item = itemOf(file);
      known.set(version(file), item);
      return item;
    });
    items = atTop ? [...made, ...items] : [...items, ...made];
    const tiles = made.map(tile);
    if (atTop) gallery.prepend(...tiles);
    else gallery.append(...tiles);
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
      if (ended) {
        live?.stop();
        live = null;
        get(self, { order: 'newest', limit: PAGE }).then(page => { if (order === 'newest') add(page.images, true); }, () => {});
      } else if (!live && order === 'newest' && isRunning(now)) {
        follow();
      }
    },
    stop() {
      loading?.abort();
      live?.stop();
      end.disconnect();
    },
  };
}

const version = file => `${file.name} ${file.sha256}`;

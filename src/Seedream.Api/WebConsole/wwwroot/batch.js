// One batch: how far it is, what it says, what can be done, and its parts.

import { ApiError, path, watch } from './api.js';
import { count, figuresOf, isRunning, showFigures, showRibbon, showStates, showStatus } from './figures.js';
import { filePart } from './filepart.js';
import { explain } from './forms.js';
import { noticeOf } from './notices.js';
import { rowsPart } from './rows.js';
import { element } from './shared.words.js';
import { actionsOf } from './steer.js';
import { wallPart } from './wall.js';

const PARTS = { images: wallPart, rows: rowsPart, file: filePart };

export function batchPage(view, id, firstPart) {
  const self = `batches/${path(id)}`;
  document.title = `${id} · Seedream`;
  view.className = 'batch';
  view.replaceChildren(document.getElementById('batch-page').content.cloneNode(true));
  const $ = name => view.querySelector(`#${name}`);
  let batch = null;
  let shownPart = null;
  let part = null;
  let said = '';

  for (const name of Object.keys(PARTS)) $(`tab-${name}`).href = `#/batches/${encodeURIComponent(id)}/${name}`;
  $('title').textContent = id;

  const watching = watch(self, {}, show, {
    every: shown => (shown && isRunning(shown) ? 1_500 : 15_000),
    failed(error) {
      if (!(error instanceof ApiError)) return true;
      if (!batch && error.status === 404) {
        $('title').textContent = 'There is no such batch';
        $('part').replaceChildren(element('p', { className: 'empty' }, `Nothing is known of ${id}. It may have been purged. `, element('a', { href: '#/' }, 'All batches')));
      } else if (!batch) {
        $('part').replaceChildren(explain(error));
      }
      return error.status !== 401 && error.status !== 404;
    },
  });

  function show(now) {
    const ended = batch && isRunning(batch) && !isRunning(now);
    batch = now;
    const percent = isRunning(now) && now.rows > 0 ? `${Math.floor(100 * Math.min(1, (now.progress?.finished ?? 0) / now.rows))}% ` : '';
    document.title = `${percent}${now.file} · Seedream`;
    $('title').textContent = now.file;
    showStatus($('status'), now);
    showFigures($('figures'), figuresOf(now));
    showRibbon($('ribbon'), now);
    showStates($('states'), now);
    noticeOf($('notice'), now);
    actionsOf($('actions'), now, watching.now);
    say(now, ended);
    if (part === null) open(firstPart);
    else part.update(now, ended);
  }

  function open(wanted) {
    const name = PARTS[wanted] ? wanted : 'images';
    if (name === shownPart) return;
    shownPart = name;
    part?.stop();
    for (const tab of Object.keys(PARTS)) {
      if (tab === name) $(`tab-${tab}`).setAttribute('aria-current', 'page');
      else $(`tab-${tab}`).removeAttribute('aria-current');
    }
    if (!batch) return;
    $('part').className = `part-${name}`;
    part = PARTS[name]($('part'), batch);
  }

  /** Told to who cannot see the numbers move: now and then, and at the end. */
  function say(now, ended) {
    const states = figuresOf(now);
    const tenth = states.length > 0 && isRunning(now) ? `${Math.floor(10 * (now.progress?.finished ?? 0) / Math.max(1, now.rows)) * 10} percent done` : '';
    const words = ended ? `${now.file} has ended: ${count(now.counts.succeeded ?? 0, 'row', 'rows')} of ${now.rows} succeeded` : tenth;
    if (words && words !== said) document.getElementById('said').textContent = words;
    said = words || said;
  }

  const leave = () => {
    watching.stop();
    part?.stop();
  };
  leave.part = wanted => { firstPart = wanted; if (batch) open(wanted); };
  return leave;
}

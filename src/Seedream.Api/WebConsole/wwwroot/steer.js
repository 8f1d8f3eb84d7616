// What can be done with a batch. Everything that can cost money says first what exactly it does and the most it can cost.

import { ApiError, call, download, path, post } from './api.js';
import { count, isRunning, statesOf } from './figures.js';
import { OUTCOMES, element, money, number } from './shared.words.js';

const $ = id => document.getElementById(id);
const RETRIED = ['failed', 'not_submitted', 'timed_out'];
const RETRIABLE = ['failed', 'timed_out', 'not_submitted', 'cancelled', 'uncertain'];

const COST = {
  failed: 'asked for again, for free, where something may still come; sent again and paid for where the image API has said no',
  timed_out: 'asked for again by their request id, which costs nothing',
  not_submitted: 'were never sent; sent now and paid for',
  cancelled: 'were never made; sent now and paid for',
  uncertain: 'may have been paid for already: collect first, which is free; sent again, they may be paid for twice',
};

/** Asks before something is done. `act` runs while the question stays open; what it throws is shown there. */
export function ask({ title, body, yes, no = 'Cancel', act, danger }) {
  $('ask-title').textContent = title;
  const failure = element('p', { className: 'failure', hidden: true });
  failure.setAttribute('role', 'alert');
  $('ask-body').replaceChildren(...body, failure);
  const go = $('ask-yes');
  go.textContent = yes;
  $('ask-no').textContent = no;
  go.className = danger ? 'danger' : 'main';
  go.disabled = false;
  go.onclick = async event => {
    event.preventDefault();
    go.disabled = true;
    try {
      await act();
      $('ask').close('yes');
    } catch (error) {
      failure.hidden = false;
      failure.textContent = error.message;
      go.disabled = false;
    }
  };
  $('ask').onclose = () => { go.onclick = null; go.disabled = false; };
  $('ask').showModal();
  return go;
}

export function actionsOf(target, batch, changed) {
  const key = JSON.stringify([batch.status, batch.counts, batch.round, batch.completed_at, batch.images > 0]);
  if (target.dataset.key === key) return;
  target.dataset.key = key;
  const made = [];
  const button = (text, act) => {
    const one = element('button', { type: 'button' }, text);
    one.addEventListener('click', act);
    made.push(one);
  };
  const counts = batch.counts;
  if (isRunning(batch) && batch.status !== 'cancelling') button('Cancel…', () => cancel(batch, changed));
  if (!isRunning(batch) && batch.status !== 'rejected') {
    if (counts.timed_out || counts.uncertain || counts.failed || counts.succeeded) button('Collect…', () => collect(batch, changed));
    if (RETRIABLE.some(outcome => counts[outcome])) button('Retry…', () => retry(batch, changed));
  }
  if (batch.images > 0 || !isRunning(batch)) made.push(downloads(batch));
  target.replaceChildren(...made);
}

function downloads(batch) {
  const self = `batches/${path(batch.id)}`;
  const ended = batch.completed_at;
  const rest = ended && (batch.counts.succeeded ?? 0) < batch.rows;
  const files = [
    batch.images > 0 && ['All images (ZIP)', `${self}/images.zip`, `${batch.id}.zip`],
    batch.images > 0 && ended && ['Images, gallery and tables (ZIP)', `${self}/images.zip`, `${batch.id}.zip`, { reports: true }],
    ended && ['Results as a table (CSV)', `${self}/results.csv`, `${batch.id}-results.csv`],
    ended && ['Results (JSON Lines)', `${self}/results.jsonl`, `${batch.id}-results.jsonl`],
    rest && ['Rows that did not succeed (CSV)', `${self}/failed.csv`, `${batch.id}-failed.csv`],
    ended && ['Summary (JSON)', `${self}/manifest.json`, `${batch.id}-manifest.json`],
  ].filter(Boolean);
  const list = element('div', { className: 'menu-items' }, ...files.map(([text, where, name, query]) => {
    const one = element('button', { type: 'button' }, text);
    one.addEventListener('click', async () => {
      menu.open = false;
      one.disabled = true;
      try {
        // A refusal is better said here than saved as a file.
        await call(where, { query, method: 'HEAD' });
        await download(where, name, query);
      } catch (error) {
        ask({ title: 'This cannot be downloaded', body: [element('p', {}, error instanceof ApiError && error.status === 404 ? 'There is no such file yet.' : error.message)], yes: 'OK', act: async () => {} });
      } finally {
        one.disabled = false;
      }
    });
    return one;
  }));
  const menu = element('details', { className: 'menu' }, element('summary', { className: 'button' }, 'Download'), list);
  menu.addEventListener('focusout', event => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
  return menu;
}

function cancel(batch, changed) {
  const { going, waiting } = statesOf(batch);
  const under = going.generating + going.submitting;
  const parts = [
    batch.round === 1 && waiting > 0 && `${count(waiting, 'row', 'rows')} not sent yet will not be sent and cost nothing.`,
    under > 0 && `${count(under, 'row is', 'rows are')} at the image API: those still queued there are cancelled, those being made are finished, paid for and fetched.`,
    'What is done stays.',
  ].filter(Boolean);
  ask({
    title: 'Cancel this batch?',
    body: [list(parts), element('p', { className: 'hint' }, 'The numbers are some seconds old.')],
    yes: 'Cancel the batch',
    no: 'Keep it going',
    danger: true,
    async act() {
      await post(`batches/${path(batch.id)}/cancel`);
      changed();
    },
  });
}

function retry(batch, changed) {
  const self = `batches/${path(batch.id)}/retry`;
  const outcomes = RETRIABLE.filter(outcome => batch.counts[outcome]);
  const boxes = outcomes.map(outcome => {
    const box = element('input', { type: 'checkbox', id: `retry-${outcome}`, value: outcome, checked: RETRIED.includes(outcome) });
    return [box, element('label', { htmlFor: box.id }, box, element('span', {}, element('strong', {}, `${OUTCOMES[outcome].name} (${number.format(batch.counts[outcome])})`), element('small', {}, COST[outcome])))];
  });
  const verdict = element('p', { className: 'verdict-line' });
  verdict.setAttribute('role', 'status');
  const chosen = () => boxes.map(([box]) => box).filter(box => box.checked).map(box => box.value);
  const field = element('fieldset', { className: 'picks' }, element('legend', {}, 'Rows to try again'), ...boxes.map(([, label]) => label));
  const go = ask({
    title: 'Try rows again?',
    body: [field, verdict],
    yes: 'Retry',
    async act() {
      await post(self, { query: { only: chosen().join(',') } });
      changed();
    },
  });
  field.addEventListener('change', look);
  look();

  async function look() {
    const only = chosen();
    go.disabled = true;
    if (only.length === 0) {
      verdict.textContent = 'Nothing is chosen.';
      return;
    }
    verdict.textContent = 'Looking what that would do…';
    try {
      const round = await post(self, { query: { only: only.join(','), dryRun: true } });
      if (only.join() !== chosen().join()) return;
      go.disabled = round.rows === 0;
      const known = round.rows - round.submitted;
      verdict.textContent = round.rows === 0 && !round.held ? 'There is no row to which this applies.' : [
        known ? `${count(known, 'row is', 'rows are')} asked for by a known request id, which costs nothing.` : '',
        round.submitted ? `${count(round.submitted, 'row is', 'rows are')} sent again, ${money(round.most_usd)} at most.` : 'Nothing is paid.',
        round.held ? `${count(round.held, 'row is', 'rows are')} left alone, since they may have been paid for.` : '',
        round.open_usd > 0 ? `Earlier requests the image API does not know any more may have been paid for: ${money(round.open_usd)} stays open.` : '',
      ].filter(Boolean).join(' ');
      go.textContent = round.rows === 0 ? 'Retry' : `Retry ${count(round.rows, 'row', 'rows')}, ${money(round.most_usd)} at most`;
    } catch (error) {
      verdict.textContent = error.message;
    }
  }
}

async function collect(batch, changed) {
  const self = `batches/${path(batch.id)}/collect`;
  const verdict = element('p', { className: 'verdict-line' }, 'Looking what there is to fetch…');
  verdict.setAttribute('role', 'status');
  const go = ask({
    title: 'Fetch what is paid for?',
    body: [element('p', {}, 'Rows whose request is known but whose images are not here, and images that are gone from storage, are fetched again. Nothing is sent, nothing is paid.'), verdict],
    yes: 'Collect',
    async act() {
      await post(self);
      changed();
    },
  });
  go.disabled = true;
  try {
    const round = await post(self, { query: { dryRun: true } });
    go.disabled = round.rows === 0;
    go.textContent = round.rows === 0 ? 'Collect' : `Collect ${count(round.rows, 'row', 'rows')}, no cost`;
    verdict.textContent = round.rows === 0 ? 'Everything that was paid for is here already.' : `${count(round.rows, 'row', 'rows')} would be fetched.`;
  } catch (error) {
    verdict.textContent = error.message;
  }
}

const list = parts => element('ul', { className: 'plain' }, ...parts.map(part => element('li', {}, part)));

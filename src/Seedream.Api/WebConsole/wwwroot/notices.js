// What a batch has to say: why it stopped, what became of rows that did not succeed, and what to do.

import { count, isRunning } from './figures.js';
import { element } from './shared.words.js';

/** Why a batch stopped and what to do, above its parts. */
export function noticeOf(target, batch) {
  const notice = words(batch);
  target.hidden = notice.length === 0;
  const key = JSON.stringify(notice);
  if (target.dataset.key === key) return;
  target.dataset.key = key;
  target.dataset.tone = ['halted', 'failed', 'rejected'].includes(batch.status) ? 'failed' : 'open';
  target.replaceChildren(...notice.map(([strong, text]) => element('p', { dir: 'auto' }, strong ? element('strong', {}, `${strong} `) : '', text)));
}

function words(batch) {
  const notice = [];
  const { counts } = batch;
  const started = startedBefore(batch);
  if (started) notice.push(['This file was run before with the same choices.', 'Nothing new is paid; this is that batch. To make the images again, choose a further run when you start it.']);
  if (batch.status === 'halted') notice.push(['Halted:', batch.reason ?? 'the account cannot go on.'], ['What to do:', 'fix what the reason names (token, balance, budget), then retry. What has a request is asked for, for free; rows that were not sent cost nothing so far.']);
  else if (batch.status === 'rejected') notice.push(['The file was rejected:', `${batch.reason ?? 'it is unusable.'} Correct it and drop it again; nothing was paid.`]);
  else if (batch.reason) notice.push(['', batch.reason]);
  if (isRunning(batch)) {
    if (batch.progress?.note) notice.push(['Waiting:', batch.progress.note]);
    return notice;
  }
  if (counts.uncertain) notice.push([`${count(counts.uncertain, 'row is', 'rows are')} uncertain.`, 'Their submission got no answer, so they may have been paid for. Collect first, which is free; then look at the account’s history before you retry them.']);
  if (counts.timed_out) notice.push([`${count(counts.timed_out, 'row was', 'rows were')} not finished in time.`, 'They are asked for again by themselves; Collect does so now, and costs nothing.']);
  if (counts.invalid) notice.push([`${count(counts.invalid, 'row has errors and was', 'rows have errors and were')} never sent.`, 'Download the rows that did not succeed, correct them and drop that file.']);
  return notice;
}

function startedBefore(batch) {
  const note = JSON.parse(sessionStorage.getItem(`seedream.started.${batch.id}`) ?? 'null');
  return note && note.at - new Date(note.created) > 60_000;
}

// Numbers of a batch: how far it is, in figures, a ribbon and words.

import { OUTCOMES, STATUS, bytes, duration, element, money, number, tone } from './shared.words.js';

export const isRunning = batch => !batch.completed_at && batch.status !== 'rejected';

/** Rows by state: those with an outcome, those under way, and the rest. */
export function statesOf(batch) {
  const counts = { ...batch.counts };
  if (!isRunning(batch)) return { counts, going: {}, waiting: 0, done: batch.rows, all: batch.rows };
  const { progress } = batch;
  // A further round works on some rows only, and their earlier outcomes stand until there are new ones.
  if (batch.round > 1) return { counts, going: going(progress), waiting: 0, done: progress?.finished ?? 0, all: null };
  const ended = { ...progress?.ended };
  const known = Object.values(ended).reduce((sum, n) => sum + n, 0);
  const earlier = Math.max(0, (progress?.finished ?? 0) - known);
  if (earlier > 0) ended.succeeded = (ended.succeeded ?? 0) + earlier;
  const done = known + earlier;
  const under = going(progress);
  const waiting = Math.max(0, batch.rows - done - Object.values(under).reduce((sum, n) => sum + n, 0));
  return { counts: ended, going: under, waiting, done, all: batch.rows };
}

const going = progress => ({ submitting: progress?.submitting ?? 0, generating: progress?.generating ?? 0, collecting: progress?.collecting ?? 0 });

export function showStatus(target, batch) {
  const [name, statusTone] = STATUS[batch.status] ?? [batch.status, 'idle'];
  if (target.textContent !== name) target.textContent = name;
  tone(target, isRunning(batch) ? 'going' : statusTone);
}

export function figuresOf(batch) {
  const states = statesOf(batch);
  const figures = [];
  if (batch.rows > 0) {
    if (isRunning(batch)) figures.push([number.format(states.done), states.all === null ? 'rows of this round done' : `of ${count(states.all, 'row', 'rows')} done`]);
    else figures.push([`${number.format(batch.counts.succeeded ?? 0)} of ${number.format(batch.rows)}`, batch.rows === 1 ? 'row succeeded' : 'rows succeeded']);
  }
  if (batch.images > 0) figures.push([number.format(batch.images), batch.images === 1 ? 'image' : 'images'], [bytes(batch.bytes), '']);
  if (batch.cost_usd > 0 || batch.images > 0) figures.push([money(batch.cost_usd), isRunning(batch) ? 'so far' : '']);
  if (!isRunning(batch) && batch.cost_open_usd > 0) figures.push([`up to ${money(batch.cost_open_usd)}`, 'more that the image API has not named']);
  if (isRunning(batch)) {
    if (batch.progress?.jobs_per_second) figures.push([perTime(batch.progress.jobs_per_second), '']);
    if (batch.progress?.eta_seconds) figures.push([`about ${duration(batch.progress.eta_seconds)}`, 'left']);
  } else if (batch.started_at && batch.completed_at) {
    figures.push([duration(Math.max(0, new Date(batch.completed_at) - new Date(batch.started_at)) / 1000), batch.round > 1 ? 'for the last round' : '']);
  }
  if (batch.round > 1) figures.push([`Round ${number.format(batch.round)}`, '']);
  return figures;
}

export const count = (n, one, many) => `${number.format(n)} ${n === 1 ? one : many}`;

const perTime = rate => (rate >= 1 ? `${number.format(Math.round(rate * 10) / 10)} a second` : `${number.format(Math.round(rate * 600) / 10)} a minute`);

export function showFigures(target, figures) {
  target.replaceChildren(...figures.map(([figure, unit]) => element('span', {}, element('b', {}, figure), unit ? ` ${unit}` : '')));
}

/** The ribbon's parts stay where they are and only change their share, so that nothing jumps. */
export function showRibbon(target, batch) {
  const states = statesOf(batch);
  const shares = [
    ...Object.keys(OUTCOMES).map(outcome => [outcome, states.counts[outcome] ?? 0, OUTCOMES[outcome].tone]),
    ['going', Object.values(states.going).reduce((sum, n) => sum + n, 0), 'going'],
    ['waiting', states.waiting, 'waiting'],
  ];
  for (const [name, share, shareTone] of shares) {
    let part = target.querySelector(`[data-part="${name}"]`);
    if (!part) {
      part = tone(element('span'), shareTone);
      part.dataset.part = name;
      target.append(part);
    }
    part.hidden = share === 0;
    part.style.flexGrow = share;
  }
}

const GOING = { submitting: 'Being submitted', generating: 'Generating', collecting: 'Being fetched' };

export function showStates(target, batch) {
  const { counts, going: under, waiting } = statesOf(batch);
  const parts = [];
  for (const [outcome, { name, tone: outcomeTone }] of Object.entries(OUTCOMES)) if (counts[outcome]) parts.push([name, counts[outcome], outcomeTone]);
  for (const [state, name] of Object.entries(GOING)) if (under[state]) parts.push([name, under[state], 'going']);
  if (waiting) parts.push(['Waiting', waiting, 'waiting']);
  target.replaceChildren(...parts.map(([name, n, partTone]) => tone(element('span', {}, `${name} `, element('b', {}, number.format(n))), partTone)));
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export function ago(time) {
  const seconds = (new Date(time) - Date.now()) / 1000;
  for (const [unit, size] of [['day', 86_400], ['hour', 3_600], ['minute', 60]]) if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  return 'just now';
}

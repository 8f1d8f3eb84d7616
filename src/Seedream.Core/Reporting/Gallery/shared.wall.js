// The wall of pictures: what a tile says, and how the focus walks from one to the next.

import { OUTCOMES, element, number } from './shared.words.js';

export const startOf = (text, length) => {
  const characters = Array.from(text.slice(0, length * 2));
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : characters.join('');
};

export const ratioOf = file => Math.min(4, Math.max(0.25, file.width && file.height ? file.width / file.height : 16 / 9));

export function labelOf(item) {
  const { row, file } = item;
  const parts = [row.id ?? `Row ${number.format(row.row)}`];
  if (file?.width) parts.push(`${file.width} × ${file.height}`);
  return parts.join(' · ');
}

export function why(row) {
  const { name, why: words } = OUTCOMES[row.outcome];
  const made = element('span', { className: 'why' }, element('strong', {}, name), words);
  if (row.error) made.append(element('span', { className: 'said', dir: 'auto' }, row.error_code ? `${row.error_code}: ${row.error}` : row.error));
  return made;
}

/** Moves the focus from tile to tile as the eye does. */
export function walk(event) {
  const frame = event.target.closest('.frame');
  if (!frame || event.altKey || event.ctrlKey || event.metaKey) return;
  const frames = [...event.currentTarget.querySelectorAll('.frame')];
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

// Small parts of forms.

import { element } from './shared.words.js';

/** The content type by which the service knows a prompt file. */
export const typeOf = name => (/\.(jsonl|ndjson)$/i.test(name) ? 'application/jsonl' : /\.tsv$/i.test(name) ? 'text/tab-separated-values' : 'text/csv');

/** A choice with its label. */
export function choice(id, label, options, value) {
  const select = element('select', { id });
  select.append(...options.map(([optionValue, text]) => element('option', { value: optionValue }, text)));
  select.value = value ?? options[0][0];
  return element('div', { className: 'field' }, element('label', { htmlFor: id }, label), select);
}

/** A refusal in the place of what cannot be shown, with the way on where there is one. */
export function explain(error) {
  const made = element('div', { className: 'empty' }, element('p', {}, error.status === 401 ? 'This service shows nothing without its key.' : error.message));
  if (error.status === 401) {
    const again = element('button', { type: 'button', className: 'main' }, 'Enter the key');
    again.addEventListener('click', () => location.reload());
    made.append(again);
  }
  return made;
}

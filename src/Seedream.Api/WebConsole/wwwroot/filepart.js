// What was found in the file when it came in, and what empty cells meant.

import { get, path } from './api.js';
import { count } from './figures.js';
import { problemTable } from './problems.js';
import { bytes, element, moment, money, number } from './shared.words.js';

export function filePart(section, batch) {
  section.replaceChildren(element('p', { className: 'empty' }, 'Loading…'));
  get(`batches/${path(batch.id)}`, { include: 'plan' }).then(show, error => section.replaceChildren(element('p', { className: 'empty' }, error.message)));
  return { update() {}, stop() {} };

  function show({ plan, defaults, ...rest }) {
    const facts = [];
    const add = (name, value) => { if (value) facts.push(element('dt', {}, name), element('dd', { dir: 'auto' }, value)); };
    add('Batch', rest.id);
    add('Run', number.format(rest.run));
    add('Accepted', moment.format(new Date(rest.created_at)));
    add('Empty cells meant', [defaults.resolution, defaults.output_format.toUpperCase(), defaults.sequential_image_generation === 'auto' ? `up to ${defaults.max_images} images` : 'one image', defaults.optimize_prompt_options].join(', '));
    if (plan) {
      add('Columns', plan.columns.join(', '));
      add('Rows', `${count(plan.rows, 'row', 'rows')}, ${number.format(plan.invalid_rows)} with errors`);
      add('Ran already', plan.ran_rows ? `${count(plan.ran_rows, 'row', 'rows')} in ${plan.ran_in.join(', ')}` : null);
      add('Size', bytes(plan.content_bytes));
      add('At most', `${count(plan.most_images, 'image', 'images')}, ${money(plan.most_usd)}`);
      add('SHA-256', plan.content_sha256);
    }
    const problems = plan?.problems ?? [];
    const more = plan && plan.problem_count > problems.length ? `, the first ${number.format(problems.length)}` : '';
    section.replaceChildren(
      element('dl', { className: 'facts' }, ...facts),
      ...(problems.length > 0 ? [
        element('h2', {}, `${count(plan.problem_count, 'note', 'notes')} on the file${more}`),
        problemTable(problems, 'Notes on the file'),
      ] : [element('p', { className: 'hint' }, plan ? 'Nothing was wrong with the file.' : 'The file is still being looked through.')]));
  }
}

// Everything known about a row and one of its pictures, as a list of terms.

import { bytes, duration, element, moment, money, number } from './shared.words.js';

export function facts({ row, file, index, of }) {
  const pairs = [];
  const add = (name, value, className = '') => {
    if (value === null || value === undefined || value === '') return;
    pairs.push(element('dt', { dir: 'auto' }, name), element('dd', { className, dir: 'auto' }, value));
  };
  add('Row', `${number.format(row.row)} (line ${number.format(row.line)})`);
  add('Id', row.id);
  if (file) {
    add('Image', of > 1 ? `${index + 1} of ${of}` : null);
    add('File', file.name);
    add('Size', [file.width && `${file.width} × ${file.height}`, bytes(file.bytes)].filter(Boolean).join(', '));
  }
  for (const [name, value] of Object.entries(row.metadata)) add(name, value);
  add('Requested', row.input && requested(row.input));
  add('Cost', row.cost_usd == null ? null : money(row.cost_usd));
  add('Cost not known yet', row.open_cost_usd > 0 ? `up to ${money(row.open_cost_usd)}` : null);
  if (row.submitted_at && row.completed_at) add('Took', duration((new Date(row.generated_at ?? row.completed_at) - new Date(row.submitted_at)) / 1000));
  add('Submitted', row.submitted_at && moment.format(new Date(row.submitted_at)));
  add('Attempts', row.attempts > 1 ? number.format(row.attempts) : null);
  add('Request id', row.request_id, 'code');
  add('SHA-256', file?.sha256, 'code');
  return pairs;
}

function requested(input) {
  const parts = [input.resolution, input.output_format.toUpperCase()];
  if (input.sequential_image_generation === 'auto') parts.push(`up to ${input.max_images} images`);
  if (input.optimize_prompt_options === 'fast') parts.push('fast');
  return parts.join(', ');
}

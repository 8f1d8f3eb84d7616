// What the service found in a file, what it can cost at most, and what can be done about it.

import { ApiError, post, saveText } from './api.js';
import { count } from './figures.js';
import { choice, typeOf } from './forms.js';
import { mendTable } from './mend.js';
import { problemTable } from './problems.js';
import { PromptFile } from './promptfile.js';
import { element, money, number } from './shared.words.js';

const SHAPES = [['1:1', 'Square 1:1'], ['4:3', 'Landscape 4:3'], ['3:4', 'Portrait 3:4'], ['16:9', 'Wide 16:9'], ['9:16', 'Tall 9:16'], ['3:2', 'Photo 3:2'], ['2:3', 'Poster 2:3'], ['21:9', 'Cinema 21:9']];
const RESOLUTIONS = [['', 'Usual: 4:3, 2K'], ...SHAPES, ...SHAPES.map(([shape, name]) => [`3K ${shape}`, `${name}, 3K`])];
const MOST_PROBLEMS = 1_000;
const SHOWN = 50;

export function checkView(panel, firstFile, { close, start }) {
  let file = firstFile;
  let plan = null;
  let checking = null;

  const title = element('h2', { dir: 'auto' }, file.name);
  const away = element('button', { type: 'button', className: 'link' }, 'Choose something else');
  const verdict = element('div', { className: 'verdict' });
  const options = element('div', { className: 'options' },
    choice('option-resolution', 'Size', RESOLUTIONS),
    choice('option-output_format', 'Format', [['', 'PNG'], ['jpeg', 'JPEG, smaller files']]),
    choice('option-images', 'Images of a prompt', [['', 'One'], ...[2, 3, 4, 6, 8, 10, 15].map(n => [String(n), `A series of up to ${n}`])]),
    choice('option-optimize_prompt_options', 'Prompt tuning', [['', 'Standard'], ['fast', 'Fast']]),
    choice('option-run', 'Run', [['', 'First'], ...[2, 3, 4, 5].map(n => [String(n), `Run ${n} of the same file`])]));
  const hint = element('p', { className: 'hint' }, 'They hold for rows that do not say otherwise. The same file with the same choices is the same batch and is not paid twice; a further run is paid again.');
  const problems = element('div', { className: 'problems-box' });
  const go = element('button', { type: 'button', className: 'main', disabled: true }, 'Start');
  const foot = element('div', { className: 'check-foot' }, go);
  const failure = element('p', { className: 'failure', hidden: true });
  failure.setAttribute('role', 'alert');
  panel.replaceChildren(
    element('div', { className: 'check-head' }, title, away), verdict,
    element('details', { className: 'choices' }, element('summary', {}, 'Choices for the whole file'), options, hint),
    problems, failure, foot);
  panel.querySelector('details').open = matchMedia('(min-width: 700px)').matches;

  const query = () => {
    const value = name => panel.querySelector(`#option-${name}`).value;
    const images = value('images');
    return {
      file: file.name,
      resolution: value('resolution'),
      output_format: value('output_format'),
      optimize_prompt_options: value('optimize_prompt_options'),
      ...(images && { sequential_image_generation: 'auto', max_images: images }),
      run: value('run'),
    };
  };

  away.addEventListener('click', close);
  options.addEventListener('change', look);
  go.addEventListener('click', async () => {
    go.disabled = true;
    go.textContent = 'Starting…';
    try {
      await start(file, query());
    } catch (error) {
      fail(error);
      showGo();
    }
  });
  look();

  async function look() {
    checking?.abort();
    const stop = checking = new AbortController();
    go.disabled = true;
    if (!plan) verdict.replaceChildren(element('p', { className: 'shown', role: 'status' }, 'Looking through the file…'));
    verdict.classList.add('stale');
    try {
      const found = await post('batches', { query: { ...query(), dryRun: true, limit: MOST_PROBLEMS }, body: file, type: typeOf(file.name), signal: stop.signal });
      if (stop.signal.aborted) return;
      plan = found;
      failure.hidden = true;
      showVerdict();
      showProblems();
      showGo();
    } catch (error) {
      if (!stop.signal.aborted) fail(error);
    } finally {
      verdict.classList.remove('stale');
    }
  }

  function fail(error) {
    failure.hidden = false;
    failure.textContent = error instanceof ApiError && error.problem.problems?.length ? `${error.message} ${error.problem.problems[0].message}` : error.message;
  }

  function showVerdict() {
    const figure = (value, words) => element('div', { className: 'figure' }, element('b', {}, value), element('span', {}, words));
    verdict.setAttribute('role', 'status');
    verdict.replaceChildren(
      figure(number.format(plan.rows_to_submit), plan.rows_to_submit === 1 ? 'row to run' : 'rows to run'),
      ...(plan.invalid_rows ? [figure(number.format(plan.invalid_rows), plan.invalid_rows === 1 ? 'row with errors' : 'rows with errors')] : []),
      figure(number.format(plan.most_images), plan.most_images === 1 ? 'image at most' : 'images at most'),
      figure(money(plan.most_to_pay_usd), 'at most'),
      ...known().map(words => element('p', { className: 'hint' }, words)));
    verdict.querySelectorAll('.figure')[1].classList.toggle('bad', plan.invalid_rows > 0);
  }

  // What ran before, said before anything is started.
  function known() {
    if (plan.refusal) return [plan.refusal];
    const words = plan.failed ? [`This is ${plan.failed.text}.`] : [];
    if (plan.same_as) words.push(`This content is batch ${plan.same_as} already. To make it anew, and pay anew, choose a further run number.`);
    if (plan.ran_rows) words.push(`${count(plan.ran_rows, 'row', 'rows')} ran already in ${plan.ran_in.join(', ')}: nothing is paid for ${plan.ran_rows === 1 ? 'it' : 'them'} again.`);
    return words;
  }

  function showGo() {
    const possible = !plan.rejected && !plan.refusal && (plan.valid_rows > 0 || plan.failed);
    go.disabled = !possible;
    go.textContent = !possible ? 'Nothing to start'
      : plan.failed ? `Start, ${money(plan.most_to_pay_usd + plan.failed.most_usd)} at most`
      : plan.rows_to_submit === 0 ? 'Show what ran'
      : `Start ${count(plan.rows_to_submit, 'row', 'rows')}, ${money(plan.most_to_pay_usd)} at most`;
  }

  function showProblems() {
    const errors = plan.problems.filter(problem => problem.severity !== 'warning');
    const warnings = plan.problems.filter(problem => problem.severity === 'warning');
    problems.replaceChildren();
    if (plan.problem_count === 0) return;
    const words = plan.rejected
      ? 'The file cannot be used as it is. Nothing of it would run.'
      : plan.invalid_rows > 0
        ? `${count(plan.invalid_rows, 'row has', 'rows have')} errors and would be left out.`
        : 'Nothing has to be changed; have a look all the same.';
    const head = element('div', { className: 'section-head' }, element('h3', {}, plan.rejected || plan.invalid_rows ? 'What is wrong' : 'Worth a look'));
    problems.append(head, element('p', {}, words));
    const rowErrors = errors.filter(problem => problem.row);
    if (rowErrors.length > 0) {
      const mend = element('button', { type: 'button' }, rowErrors.length === 1 ? 'Mend it here' : 'Mend them here');
      const save = element('button', { type: 'button' }, 'Download these rows with their errors');
      const place = element('div', {});
      mend.addEventListener('click', () => mendHere(mend, place, rowErrors));
      save.addEventListener('click', async () => saveText((await PromptFile.read(file, plan)).withErrors(rowErrors), `${file.name.replace(/\.[^.]*$/, '')}-errors.csv`, 'text/csv'));
      problems.append(element('div', { className: 'actions' }, mend, save), place);
    }
    const shown = [...errors, ...warnings].slice(0, SHOWN);
    problems.append(problemTable(shown, 'Problems of the file'));
    if (plan.problem_count > shown.length) problems.append(element('p', { className: 'hint' }, `The first ${number.format(shown.length)} of ${number.format(plan.problem_count)}`));
  }

  async function mendHere(button, place, rowErrors) {
    button.disabled = true;
    try {
      const parsed = await PromptFile.read(file, plan);
      problems.querySelector('.problem-table')?.remove();
      mendTable(place, parsed, rowErrors, mended => {
        file = mended;
        look();
      });
    } catch (error) {
      place.replaceChildren(element('p', { className: 'failure' }, error.message));
    }
  }
}

// Above the pictures: which batch this is and how it went; below them: the other pages and reports.

function showMasthead() {
  document.title = page.pages > 1 ? `${page.file} · page ${page.page} of ${page.pages}` : page.file;
  $('title').textContent = page.file;
  const counts = manifest?.counts ?? rows.reduce((sum, row) => ({ ...sum, [row.outcome]: (sum[row.outcome] ?? 0) + 1 }), {});

  if (manifest) {
    const [name, statusTone] = STATUS[manifest.status];
    $('status').textContent = name;
    tone($('status'), statusTone).hidden = false;
  }

  const figures = manifest ? batchFigures() : pageFigures();
  $('summary').append(...figures.map(([figure, unit, title]) =>
    element('span', { title: title ?? '' }, element('b', {}, figure), unit ? ` ${unit}` : '')));

  for (const [outcome, { tone: outcomeTone }] of Object.entries(OUTCOMES)) {
    if (!counts[outcome]) continue;
    const part = tone(element('span'), outcomeTone);
    part.style.flexGrow = counts[outcome];
    $('ribbon').append(part);
  }

  if (manifest?.reason) {
    $('reason').textContent = manifest.reason;
    $('reason').hidden = false;
  }

  if (manifest?.problem_count > 0) showProblems();
}

function batchFigures() {
  if (manifest.rows === 0) return [];
  const figures = [[`${number.format(manifest.counts.succeeded)} of ${number.format(manifest.rows)}`, manifest.rows === 1 ? 'row' : 'rows']];
  if (manifest.images > 0)
    figures.push([number.format(manifest.images), manifest.images === 1 ? 'image' : 'images'], [bytes(manifest.bytes), '']);
  const spent = manifest.cost_usd + manifest.cost_estimated_usd;
  if (spent > 0) {
    const estimated = manifest.cost_estimated_usd > 0;
    figures.push([`${estimated ? '≈ ' : ''}${money(spent)}`, '', estimated ? `${money(manifest.cost_estimated_usd)} of it estimated: the API did not report it` : 'As the API reported']);
  }
  // What is estimated is part of what is open.
  const open = manifest.cost_open_usd - manifest.cost_estimated_usd;
  if (open > 0)
    figures.push([`up to ${money(open)}`, 'more', 'What may have been charged and the API has not named']);
  if (manifest.wall_seconds !== null) figures.push([duration(manifest.wall_seconds), '']);
  if (manifest.round > 1) figures.push([`Round ${manifest.round}`, '']);
  return figures;
}

function pageFigures() {
  return [[`Rows ${number.format(rows[0].row)}–${number.format(rows.at(-1).row)}`, `of ${number.format(page.rows)}`]];
}

function showProblems() {
  const list = manifest.problems;
  $('problems').hidden = false;
  $('problems').open = manifest.rows === 0;
  $('problems').querySelector('summary').textContent =
    count(manifest.problem_count, 'note on the file', 'notes on the file') + (manifest.problem_count > list.length ? `, the first ${list.length}` : '');
  $('problems').querySelector('ul').append(...list.map(problem => {
    const place = [problem.line && `line ${number.format(problem.line)}`, problem.column].filter(Boolean).join(', ');
    return element('li', { dir: 'auto' }, element('code', {}, problem.code), ` ${place ? `${place}: ` : ''}${problem.message}`, problem.suggestion ? ` → ${problem.suggestion}` : '');
  }));
}

const pageName = n => (n === 1 ? 'index.html' : `gallery-${n}.html`);

function showPages() {
  if (page.pages < 2) return;
  const near = n => n === 1 || n === page.pages || Math.abs(n - page.page) <= 2;
  const link = (n, text) => {
    const made = element('a', { href: address(pageName(n)) }, text ?? number.format(n));
    if (n === page.page) made.setAttribute('aria-current', 'page');
    return made;
  };
  $('pages').hidden = false;
  if (page.page > 1) $('pages').append(link(page.page - 1, 'Previous'));
  let gap = false;
  for (let n = 1; n <= page.pages; n++) {
    if (near(n)) $('pages').append(link(n));
    else if (!gap) $('pages').append(element('span', {}, '…'));
    gap = !near(n);
  }
  if (page.page < page.pages) $('pages').append(link(page.page + 1, 'Next'));
}

function showFooter() {
  const names = manifest ? manifest.reports.filter(name => !name.endsWith('.html')).concat('manifest.json') : ['results.csv', 'results.jsonl', 'manifest.json'];
  $('reports').append(...names.map(name => element('a', { href: address(name) }, name)));
  $('imprint').textContent = [`Batch ${page.batch}`, manifest?.completed_at && moment.format(new Date(manifest.completed_at)), manifest && `Seedream.Functions ${manifest.software_version}`].filter(Boolean).join(' · ');
}

// One picture at full size, and everything known about it.

let viewed = -1;

function view(position) {
  const item = state.shown[position];
  if (!item) return;
  viewed = position;
  const { row, file } = item;
  $('position').textContent = `${number.format(position + 1)} of ${number.format(state.shown.length)}`;
  $('previous').disabled = position === 0;
  $('next').disabled = position === state.shown.length - 1;
  const text = `Row ${row.row}: ${startOf(item.prompt, 160)}`;
  $('picture').replaceChildren(file ? media(file, text, false) : tone(why(row), OUTCOMES[row.outcome].tone));
  $('prompt').textContent = item.prompt || 'No prompt';
  $('copy').textContent = 'Copy prompt';
  $('copy').hidden = item.prompt === '';
  for (const link of [$('original'), $('download')]) {
    link.hidden = !file;
    if (file) link.href = address(file.name);
  }
  if (file) $('download').download = file.name;
  $('facts').replaceChildren(...facts(item));
  history.replaceState(null, '', `#${key(item)}`);
  if (!$('viewer').open) {
    $('viewer').showModal();
    $('viewer').focus();
  }
  $('viewer').scrollTop = 0;
  $('prompt').scrollTop = 0;
  $('prompt').classList.remove('long');
  $('prompt').classList.toggle('long', $('prompt').scrollHeight > $('prompt').clientHeight + 1);
  warm(state.shown[position + 1]);
}

/** Has the next picture ready before it is asked for. */
function warm(item) {
  if (item?.file?.content_type.startsWith('image/')) new Image().src = address(item.file.name);
}

function closed() {
  const item = state.shown[viewed];
  $('picture').replaceChildren();
  history.replaceState(null, '', location.pathname + location.search);
  if (!item) return;
  drawMore(viewed + 1);
  const frame = $('gallery').children[viewed]?.querySelector('.frame');
  frame?.scrollIntoView({ block: 'nearest' });
  frame?.focus({ preventScroll: true });
}

async function copyPrompt() {
  const { prompt } = state.shown[viewed];
  try {
    await navigator.clipboard.writeText(prompt);
    $('copy').textContent = 'Copied';
  } catch {
    // Not every browser lets a page opened from a folder write to the clipboard: leave the text selected.
    getSelection().selectAllChildren($('prompt'));
    $('copy').textContent = 'Selected: press Ctrl+C';
  }
}

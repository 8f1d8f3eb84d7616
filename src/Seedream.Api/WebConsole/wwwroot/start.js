// A new batch: prompts or a file, looked through by the service before anything is paid, mended if need be, then started.

import { post, saveText } from './api.js';
import { checkView } from './check.js';
import { typeOf } from './forms.js';

const SAMPLE = 'prompt,resolution,output_format,id\n"A lighthouse in a storm, oil on canvas",16:9,png,hero-1\nA paper crane on a red table,1:1,jpeg,hero-2\n';

export function startPanel(view) {
  const $ = id => view.querySelector(`#${id}`);
  const compose = $('compose');
  const check = $('check');

  $('typed').addEventListener('submit', event => {
    event.preventDefault();
    const prompts = $('prompts').value.split('\n').map(line => line.trim()).filter(Boolean);
    if (prompts.length === 0) {
      $('prompts').focus();
      return;
    }
    const text = prompts.map(prompt => JSON.stringify({ prompt })).join('\n') + '\n';
    begin(new File([text], `${nameOf(prompts[0])}.jsonl`, { type: 'application/jsonl' }));
  });
  $('prompts').addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) $('typed').requestSubmit();
  });
  $('file').addEventListener('change', () => {
    if ($('file').files[0]) begin($('file').files[0]);
    $('file').value = '';
  });
  $('sample').addEventListener('click', () => saveText(SAMPLE, 'example.csv', 'text/csv'));

  // A file may be dropped anywhere on the page; beside the panel it must not replace the page.
  const target = view;
  let inside = 0;
  const over = isOver => $('drop').classList.toggle('over', isOver);
  const events = {
    dragenter: event => { if (hasFile(event)) { event.preventDefault(); inside++; over(true); } },
    dragover: event => { if (hasFile(event)) event.preventDefault(); },
    dragleave: event => { if (hasFile(event) && --inside <= 0) { inside = 0; over(false); } },
    drop(event) {
      if (!hasFile(event)) return;
      event.preventDefault();
      inside = 0;
      over(false);
      begin(event.dataTransfer.files[0]);
    },
  };
  for (const [name, handle] of Object.entries(events)) target.addEventListener(name, handle);

  function begin(file) {
    compose.hidden = true;
    check.hidden = false;
    checkView(check, file, {
      close() {
        check.hidden = true;
        check.replaceChildren();
        compose.hidden = false;
        $('prompts').focus();
      },
      async start(content, query) {
        const batch = await post('batches', { query, body: content, type: typeOf(content.name) });
        sessionStorage.setItem(`seedream.started.${batch.id}`, JSON.stringify({ at: Date.now(), created: batch.created_at }));
        location.hash = `#/batches/${encodeURIComponent(batch.id)}`;
      },
    });
    check.scrollIntoView({ block: 'nearest' });
  }
}

const hasFile = event => [...(event.dataTransfer?.types ?? [])].includes('Files');

/** A file name out of a prompt: plain letters, so that the batch can be told by its id. */
function nameOf(prompt) {
  const words = prompt.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
  return words || 'prompts';
}

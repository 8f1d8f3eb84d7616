// Pictures from the API: only when they come into view, and a few at a time. A browser opens six connections to a service, and
// a preview that is still to be made holds one for a while; the rest is left to what a person waits for. Without a key they
// are ordinary images; with one they are fetched with its header and shown from memory.

import { addressOf, call, hasKey, path } from './api.js';
import { element } from './shared.words.js';

const AT_ONCE = 4;
const waiting = [];
let running = 0;

// A picture that was paid for in another batch lies there: its name leads out of this one's folder.
function placeOf(batch, file) {
  const [, other, name] = /^\.\.\/([^/]+)\/([^/]+)$/.exec(file.name) ?? [];
  return other ? [path(other), encodeURIComponent(name)] : [path(batch), encodeURIComponent(file.name)];
}

export function previewOf(batch, file) {
  const [folder, name] = placeOf(batch, file);
  return [`batches/${folder}/previews/${name}`, { v: file.sha256?.slice(0, 16) }];
}

export function originalOf(batch, file) {
  const [folder, name] = placeOf(batch, file);
  return [`batches/${folder}/images/${name}`, {}];
}

const near = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    waiting.push(target);
    next();
  }
}, { rootMargin: '600px' });

/** An image of the API. `lost` is told when it cannot be shown. */
export function picture([where, query], { alt, width, height, lazy = true, lost } = {}) {
  const made = element('img', { alt, decoding: 'async' });
  if (width && height) Object.assign(made, { width, height });
  made.load = () => load(made, where, query, () => lost?.(made));
  made.lazy = lazy;
  if (lazy) {
    near.observe(made);
  } else {
    // Somebody looks at just this one.
    waiting.unshift(made);
    next();
  }
  return made;
}

async function next() {
  while (running < AT_ONCE && waiting.length > 0) {
    const made = waiting.shift();
    if (made.lazy && !made.isConnected) continue;
    running++;
    made.load().finally(() => { running--; next(); });
  }
}

async function load(made, where, query, lost) {
  let url = null;
  try {
    if (hasKey()) url = URL.createObjectURL(await (await call(where, { query })).blob());
    await new Promise((loaded, failed) => {
      made.addEventListener('load', loaded, { once: true });
      made.addEventListener('error', failed, { once: true });
      made.src = url ?? addressOf(where, query).href;
    });
    made.classList.add('there');
  } catch {
    lost();
  } finally {
    if (url) URL.revokeObjectURL(url);
  }
}

// Pictures from the API. Without a key they are ordinary images; with one they are fetched with its header, a few at a time
// and only when they come into view, and shown from memory.

import { addressOf, call, hasKey, path } from './api.js';
import { element } from './shared.words.js';

const AT_ONCE = 6;
const waiting = [];
let running = 0;

export const previewOf = (batch, file) => [`batches/${path(batch)}/previews/${encodeURIComponent(file.name)}`, { v: file.sha256?.slice(0, 16) }];
export const originalOf = (batch, file) => [`batches/${path(batch)}/images/${encodeURIComponent(file.name)}`, {}];

const near = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    target.begin?.();
  }
}, { rootMargin: '600px' });

/** An image of the API. `lost` is told when it cannot be shown. */
export function picture([where, query], { alt, width, height, lazy = true, lost } = {}) {
  const made = element('img', { alt, decoding: 'async' });
  if (width && height) Object.assign(made, { width, height });
  const fail = () => lost?.(made);
  made.addEventListener('error', fail);
  if (!hasKey()) {
    made.loading = lazy ? 'lazy' : 'eager';
    made.src = addressOf(where, query).href;
    return made;
  }
  made.begin = () => { waiting.push([made, where, query, fail]); next(); };
  if (lazy) near.observe(made);
  else made.begin();
  return made;
}

async function next() {
  while (running < AT_ONCE && waiting.length > 0) {
    const [made, where, query, fail] = waiting.shift();
    running++;
    try {
      const url = URL.createObjectURL(await (await call(where, { query })).blob());
      for (const event of ['load', 'error']) made.addEventListener(event, () => URL.revokeObjectURL(url), { once: true });
      made.src = url;
    } catch {
      fail();
    } finally {
      running--;
    }
  }
}

// Calls to the API, which lies below the page's own address, whatever prefix that has. A key that the service wants is kept
// for this tab only and sent as a header, never in an address.

const BASE = new URL('./api/', document.baseURI);
const KEY = 'seedream.key';

let key = sessionStorage.getItem(KEY);
let asking = null;

/** Asks a person for the key; set by the page. Given whether one was refused, it gives a key or null. */
let askForKey = async () => null;
export const onKeyNeeded = ask => { askForKey = ask; };

/** Told whether the service answers. */
let tell = () => {};
export const onReachable = listener => { tell = listener; };

export const hasKey = () => key !== null;

/** A refusal, in the words of its problem document. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `The service answered ${status}.`);
    this.status = status;
    this.problem = problem ?? {};
  }

  get code() { return this.problem.code; }
}

/** The service cannot be reached at all. */
export class Unreachable extends Error {
  constructor() { super('The service does not answer. It is tried again by itself.'); }
}

export const path = (...parts) => parts.map(encodeURIComponent).join('/');

export const addressOf = (where, query = {}) => {
  const url = new URL(where, BASE);
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, value);
  return url;
};

/** The raw answer; a key is asked for when it is needed, and the call made again. */
export async function call(where, { query, headers, ...rest } = {}) {
  while (true) {
    const sent = key;
    let answer;
    try {
      answer = await fetch(addressOf(where, query), { ...rest, headers: { ...headers, ...(sent && { 'x-functions-key': sent }) }, credentials: 'same-origin', redirect: 'error' });
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      tell(false);
      throw new Unreachable();
    }
    tell(true);
    if (answer.ok || answer.status === 304) return answer;
    const problem = await answer.json().catch(() => null);
    if (answer.status !== 401) throw new ApiError(answer.status, problem);
    if (key !== sent) continue;
    asking ??= askForKey(sent !== null).finally(() => { asking = null; });
    const given = await asking;
    if (!given) throw new ApiError(401, problem);
    key = given;
    sessionStorage.setItem(KEY, given);
  }
}

export const get = async (where, query, options) => (await call(where, { query, ...options })).json();

export const post = async (where, { query, body, type, signal } = {}) =>
  (await call(where, { method: 'POST', query, body, signal, headers: type ? { 'content-type': type } : {} })).json();

/** Gets something again and again: as often as it says while the page is looked at, ever less often while it fails. */
export function watch(where, query, show, { every, failed } = {}) {
  const stop = new AbortController();
  let timer = 0;
  let tag = null;
  let trouble = 0;
  let last = null;
  let turn = 0;
  async function look() {
    // One at a time: a later look takes over from an earlier one.
    const mine = ++turn;
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const answer = await call(where, { query, signal: stop.signal, headers: tag ? { 'if-none-match': tag } : {}, cache: 'no-store' });
      const page = answer.status === 304 ? null : await answer.json();
      if (mine !== turn) return;
      if (page) {
        tag = answer.headers.get('etag');
        last = page;
        show(page);
      }
      trouble = 0;
    } catch (error) {
      if (stop.signal.aborted || mine !== turn) return;
      trouble++;
      if (failed?.(error) === false) return;
    }
    timer = setTimeout(look, trouble ? Math.min(30_000, 1_000 * 2 ** trouble) : every(last));
  }
  const seen = () => { if (!document.hidden) look(); };
  document.addEventListener('visibilitychange', seen);
  look();
  return {
    now: look,
    stop() { stop.abort(); clearTimeout(timer); document.removeEventListener('visibilitychange', seen); },
  };
}

/** Saves a file of the API under a name. With a key it has to come through memory, since a link cannot send a header. */
export async function download(where, name, query) {
  if (!hasKey()) return save(addressOf(where, query).href, name);
  const url = URL.createObjectURL(await (await call(where, { query })).blob());
  save(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function saveText(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  save(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function save(href, name) {
  const link = Object.assign(document.createElement('a'), { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

/** The remedies of docs/errors.md: code → [what happened, what to do]. */
let codes = null;
export const codeBook = () => (codes ??= fetch('./codes.json').then(answer => (answer.ok ? answer.json() : {}), () => ({})));

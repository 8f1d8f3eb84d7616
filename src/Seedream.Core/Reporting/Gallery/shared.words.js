// What everything is called, how numbers are written, and how an element is made. Shared by the gallery in storage and the
// web console: a module there, put together with the gallery's own scripts here (imports and exports are left out then).
//
// All text comes from prompts, files and an API, so it only ever enters the page as text (textContent, attributes of fixed
// meaning), never as markup.

export const OUTCOMES = {
  succeeded: { name: 'Succeeded', tone: 'succeeded', why: 'Done.' },
  failed: { name: 'Failed', tone: 'failed', why: 'The model did not make this one.' },
  timed_out: { name: 'Timed out', tone: 'open', why: 'No result came before the deadline. It can still be collected without paying again.' },
  uncertain: { name: 'Uncertain', tone: 'open', why: 'Nobody knows whether the API accepted it. It was not sent again, so as not to pay twice.' },
  invalid: { name: 'Invalid', tone: 'failed', why: 'The row has a mistake, so it was never sent and cost nothing.' },
  cancelled: { name: 'Cancelled', tone: 'idle', why: 'Cancelled while it was still waiting.' },
  not_submitted: { name: 'Not submitted', tone: 'idle', why: 'The batch stopped before its turn. It cost nothing.' },
};

export const STATUS = {
  validating: ['Being checked', 'idle'],
  in_progress: ['In progress', 'idle'],
  completed: ['Completed', 'succeeded'],
  completed_with_errors: ['Completed with errors', 'open'],
  failed: ['Failed', 'failed'],
  halted: ['Halted', 'failed'],
  cancelling: ['Being cancelled', 'idle'],
  cancelled: ['Cancelled', 'idle'],
  rejected: ['File rejected', 'failed'],
};

export const number = new Intl.NumberFormat('en');
export const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
export const count = (n, one, many) => `${number.format(n)} ${n === 1 ? one : many}`;
export const money = usd => `$${new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: usd < 1 ? 4 : 2 }).format(usd)}`;

export function bytes(n) {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) { n /= 1000; unit++; }
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: unit > 1 && n < 100 ? 1 : 0 }).format(n)} ${units[unit]}`;
}

export function duration(seconds) {
  if (seconds < 60) return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An element with these properties and children; strings become text. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function tone(target, name) {
  target.dataset.tone = name;
  return target;
}

// The page's frame: where one is, how it looks, what the service says about itself, and the key.

import { ApiError, get, onKeyNeeded, onReachable } from './api.js';
import { batchPage } from './batch.js';
import { homePage } from './home.js';
import { settings } from './settings.js';
import { element, money } from './shared.words.js';

const $ = id => document.getElementById(id);

const root = document.documentElement;
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
if (settings.read('theme')) root.dataset.theme = settings.read('theme');
$('theme').addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  settings.write('theme', root.dataset.theme);
});

onReachable(isIt => {
  $('trouble').hidden = isIt;
  if (!isIt) $('trouble').textContent = 'The service does not answer. What you see may be old; it is tried again by itself.';
});

onKeyNeeded(wasRefused => new Promise(resolve => {
  const field = element('input', { id: 'key', type: 'password', autocomplete: 'off', required: true, minLength: 16, maxLength: 200 });
  field.setAttribute('aria-describedby', 'key-hint');
  $('ask-title').textContent = 'This service needs its key';
  $('ask-body').replaceChildren(
    element('label', { htmlFor: 'key' }, 'Key'),
    field,
    element('p', { id: 'key-hint', className: 'hint' }, wasRefused ? 'That key was refused. Whoever runs the service can tell you the right one.' : 'Whoever runs the service has it. It is kept until this tab is closed, and sent to this service only.'));
  $('ask-yes').textContent = 'Continue';
  $('ask-yes').className = 'main';
  $('ask-no').textContent = 'Cancel';
  $('ask').onclose = () => resolve($('ask').returnValue === 'yes' ? field.value.trim() : null);
  $('ask').returnValue = '';
  if (!$('ask').open) $('ask').showModal();
}));

async function showAccount() {
  try {
    const info = await get('info');
    const parts = [element('span', {}, element('b', {}, money(info.price_per_image_usd)), ' an image')];
    if (info.balance !== undefined) parts.unshift(element('span', {}, element('b', {}, info.balance_currency === 'USD' || !info.balance_currency ? money(info.balance) : `${info.balance} ${info.balance_currency}`), ' left'));
    $('account').replaceChildren(...parts);
  } catch {
    // The page says what is wrong; this line is only a convenience.
  }
}

let leave = null;

async function show() {
  leave?.();
  const [, place, id, part] = location.hash.split('/');
  const view = $('view');
  window.scrollTo(0, 0);
  leave = place === 'batches' && id ? batchPage(view, decodeURIComponent(id), part) : homePage(view);
}

addEventListener('hashchange', event => {
  const parts = address => new URL(address).hash.split('/').slice(0, 3).join('/');
  if (parts(event.oldURL) === parts(event.newURL) && leave?.part) {
    leave.part(location.hash.split('/')[3]);
    return;
  }
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  show();
  $('view').focus({ preventScroll: true });
});

$('ask-no').addEventListener('click', () => $('ask').close('no'));

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  $('view').focus();
});

// On the document, wherever the focus is.
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, textarea, select, dialog')) return;
  const search = $('search');
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

addEventListener('unhandledrejection', event => {
  if (event.reason instanceof ApiError && event.reason.status === 401) event.preventDefault();
});

showAccount();
show();

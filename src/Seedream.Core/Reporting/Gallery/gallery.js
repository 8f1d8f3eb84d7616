// Settings, keys and the start.

/** Settings last where the browser allows it; a page opened from a folder may have no storage. */
const settings = {
  read(name) { try { return localStorage.getItem(`seedream.${name}`); } catch { return null; } },
  write(name, value) { try { localStorage.setItem(`seedream.${name}`, value); } catch { /* shown all the same */ } },
};

const root = document.documentElement;
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

function setTheme(theme) {
  if (theme) root.dataset.theme = theme;
}

function setSize(height) {
  root.style.setProperty('--height', `${height}px`);
  $('size').value = height;
}

setTheme(settings.read('theme'));
setSize(Number(settings.read('size')) || (innerWidth < 620 ? 160 : 240));
showMasthead();
showFilters();
showPages();
showFooter();
draw();

let typing = 0;
$('search').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    state.words = $('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    draw();
  }, 120);
});
$('sort').addEventListener('change', () => { state.sort = $('sort').value; draw(); });
$('size').addEventListener('input', () => { setSize($('size').value); settings.write('size', $('size').value); });
$('theme').addEventListener('click', () => { setTheme(isDark() ? 'light' : 'dark'); settings.write('theme', root.dataset.theme); });
$('gallery').addEventListener('keydown', walk);
$('previous').addEventListener('click', () => view(viewed - 1));
$('next').addEventListener('click', () => view(viewed + 1));
$('close').addEventListener('click', () => $('viewer').close());
$('viewer').addEventListener('close', closed);
$('copy').addEventListener('click', copyPrompt);

let touched = null;
$('stage').addEventListener('touchstart', event => { touched = event.touches.length === 1 ? event.touches[0].clientX : null; }, { passive: true });
$('stage').addEventListener('touchend', event => {
  const moved = touched === null ? 0 : event.changedTouches[0].clientX - touched;
  if (Math.abs(moved) > 50) view(viewed + (moved < 0 ? 1 : -1));
});

// On the document, since a step button that becomes disabled loses the focus to the body.
document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if ($('viewer').open) {
    if (event.target.closest('video')) return;
    if (event.key === 'ArrowRight') view(viewed + 1);
    else if (event.key === 'ArrowLeft') view(viewed - 1);
  } else if (event.target.closest('input, select')) {
    if (event.key === 'Escape') event.target.blur();
  } else if (event.key === '/') {
    event.preventDefault();
    $('search').focus();
    $('search').select();
  }
});

new IntersectionObserver(entries => {
  if (entries.some(entry => entry.isIntersecting) && state.drawn < state.shown.length) drawMore();
}, { rootMargin: '1500px' }).observe($('more'));

const wanted = items.findIndex(item => `#${key(item)}` === location.hash);
if (wanted >= 0) view(wanted);

// What the page was written with.

const rows = JSON.parse(document.getElementById('rows-data').textContent);
const page = JSON.parse(document.getElementById('page-data').textContent);
const manifest = page.manifest;
const $ = id => document.getElementById(id);

/** A relative address that can only mean a file beside this page. */
const address = name => `./${encodeURIComponent(name)}`;

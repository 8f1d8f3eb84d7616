// Where the rows of the table come from. In the order of the file any row can be had at once, a page around it at a time; a
// filter, a search or another order is read from its start, as far as somebody scrolls.

import { get, path } from './api.js';

const PAGE = 100;
const MOST_PAGES = 60;

/** Rows in the order of the file. */
export class FileRows {
  constructor(batch, changed) {
    this.self = `batches/${path(batch.id)}/rows`;
    this.changed = changed;
    this.length = batch.rows;
    this.exact = true;
    this.pages = new Map();
    this.stopping = new AbortController();
  }

  at(index) { return this.pages.get(Math.floor(index / PAGE))?.rows?.[index % PAGE] ?? null; }

  /** Makes sure that these rows are there or on their way. */
  want(from, to) {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(Math.max(from, to - 1) / PAGE); page++) if (!this.pages.has(page)) this.load(page);
  }

  /** Looks at rows again that are shown, since more may be known of them. */
  refresh(from, to) {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(Math.max(from, to - 1) / PAGE); page++) this.load(page);
  }

  async load(page) {
    const entry = this.pages.get(page) ?? { rows: null };
    if (entry.loading) return;
    entry.loading = true;
    this.pages.set(page, entry);
    try {
      entry.rows = (await get(this.self, { from: page * PAGE + 1, limit: PAGE }, { signal: this.stopping.signal })).rows;
      // What was looked at longest ago goes, so that a million rows are no more than some thousands here.
      this.pages.delete(page);
      this.pages.set(page, entry);
      for (const old of this.pages.keys()) {
        if (this.pages.size <= MOST_PAGES) break;
        this.pages.delete(old);
      }
      this.changed();
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      if (!entry.rows) this.pages.delete(page);
      this.changed(error);
    } finally {
      entry.loading = false;
    }
  }

  known() { return [...this.pages.entries()].sort(([a], [b]) => a - b).flatMap(([, { rows }]) => rows ?? []); }

  stop() { this.stopping.abort(); }
}

/** Rows that fit, from the first on. */
export class FoundRows {
  constructor(batch, query, changed) {
    this.self = `batches/${path(batch.id)}/rows`;
    this.query = query;
    this.changed = changed;
    this.rows = [];
    this.next = null;
    this.done = false;
    this.lookedAt = 0;
    this.stopping = new AbortController();
  }

  get length() { return this.rows.length; }

  get exact() { return this.done; }

  at(index) { return this.rows[index] ?? null; }

  async want(from, to) {
    if (this.loading || this.done || to + PAGE / 2 < this.rows.length) return;
    this.loading = true;
    try {
      const page = await get(this.self, { ...this.query, limit: PAGE, next: this.next }, { signal: this.stopping.signal });
      this.rows.push(...page.rows);
      this.next = page.next ?? null;
      this.done = !page.next;
      this.lookedAt += page.looked_at;
      this.loading = false;
      this.changed();
      // A page may be empty while there are more: the service looks through so many rows a call.
      if (!this.done && this.rows.length < to + PAGE / 2) this.want(from, to);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      this.loading = false;
      this.changed(error);
    }
  }

  refresh() {}

  known() { return this.rows; }

  stop() { this.stopping.abort(); }
}

// A prompt file as records that can be changed one by one: everything else in it stays as it is.

const LARGEST = 20_000_000;
const ADDED = ['outcome', 'error_code', 'error', 'request_id'];

export class PromptFile {
  constructor(name, text, separator, records) {
    Object.assign(this, { name, text, separator, records });
    this.byLine = new Map(records.map(record => [record.line, record]));
    this.header = separator ? records[0] : null;
  }

  /** @param plan What the service found: its columns tell how the file is separated. */
  static async read(file, plan) {
    if (file.size > LARGEST) throw new Error('The file is too large to be mended here. Download the rows with their errors, or mend it where it was written.');
    const text = decode(new Uint8Array(await file.arrayBuffer()));
    if (plan.format !== 'csv') return new PromptFile(file.name, text, null, lines(text));
    const separator = [',', ';', '\t'].find(tried => sameWords(split(text, tried, 1)[0]?.cells ?? [], plan.columns)) ?? ',';
    return new PromptFile(file.name, text, separator, split(text, separator));
  }

  get columns() { return this.header?.cells ?? null; }

  /** The file with these records written anew; one that became null is left out. */
  with(changes) {
    const parts = [];
    let at = 0;
    for (const record of this.records) {
      if (!changes.has(record)) continue;
      const cells = changes.get(record);
      parts.push(this.text.slice(at, record.start));
      if (cells) parts.push(this.separator ? cells.map(cell => quote(cell, this.separator)).join(this.separator) : cells[0].trim());
      at = cells ? record.end : record.next;
    }
    return new File([parts.join('') + this.text.slice(at)], this.name, { type: 'text/plain' });
  }

  /** The rows with errors as a file that can be dropped again, like failed.csv. */
  withErrors(problems) {
    const columns = this.columns ?? ['line_of_json'];
    const out = [[...columns, ...ADDED]];
    for (const line of new Set(problems.map(problem => problem.line))) {
      const record = this.byLine.get(line);
      if (!record) continue;
      const mine = problems.filter(problem => problem.line === line);
      const said = mine.map(problem => `${problem.column ? `${problem.column}: ` : ''}${problem.message}${problem.suggestion ? ` (write ${problem.suggestion})` : ''}`).join('; ');
      const cells = columns.map((_, i) => record.cells[i] ?? '');
      out.push([...cells, 'invalid', mine[0].code, said, '', ...record.cells.slice(columns.length)].map(guard));
    }
    return out.map(cells => cells.map(cell => quote(cell, ',')).join(',')).join('\r\n') + '\r\n';
  }
}

const sameWords = (cells, columns) => cells.length >= columns.length && columns.every((column, i) => cells[i]?.trim() === column);

function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Records of a separated file, each with the line it starts on and its place in the text. */
export function split(text, separator, most = Infinity) {
  const records = [];
  let at = 0;
  let line = 1;
  while (at < text.length && records.length < most) {
    const record = { line, start: at, cells: [] };
    let done = false;
    while (!done) {
      let cell = '';
      if (text[at] === '"') {
        at++;
        while (at < text.length) {
          if (text[at] === '"') {
            if (text[at + 1] !== '"') break;
            at++;
          } else if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) {
            line++;
          }
          cell += text[at++];
        }
        at++;
      }
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') cell += text[at++];
      record.cells.push(cell);
      done = at >= text.length || text[at] !== separator;
      if (!done) at++;
    }
    record.end = at;
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at < text.length) at++;
    record.next = at;
    line++;
    if (record.end > record.start) records.push(record);
  }
  return records;
}

function lines(text) {
  const records = [];
  let start = 0;
  let line = 1;
  for (const part of text.split('\n')) {
    const body = part.replace(/\r$/, '');
    if (body.trim()) records.push({ line, start, end: start + body.length, next: Math.min(text.length, start + part.length + 1), cells: [body] });
    start += part.length + 1;
    line++;
  }
  return records;
}

const quote = (cell, separator) => (cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** As the service guards its own tables, so that a spreadsheet takes no cell for a formula; intake takes it off again. */
const guard = cell => (/^'*(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−])/u.test(cell) ? `'${cell}` : cell);

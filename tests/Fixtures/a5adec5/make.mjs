// Makes the fixtures of this folder with the build of release a5adec5; README.md says how to call it.
//   node make.mjs <folder of the published build> [fixture ...]
import { spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const files = path.join(here, 'files');
const [build, ...chosen] = process.argv.slice(2);
const program = path.join(path.resolve(build), 'seedream');
process.setMaxListeners(0);

const token = 'simulator-token';
const azureKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

async function until(what, condition, seconds = 90) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(100)) {
    const found = await condition().catch(() => null);
    if (found) return found;
  }
  throw new Error(`waited in vain: ${what}`);
}

function start(command, args, env = {}, cwd = files) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  process.on('exit', () => child.kill('SIGKILL'));
  const process_ = { child, out: '', ended: new Promise(resolve => child.on('exit', (code, signal) => resolve(signal ?? code))) };
  child.stdout.on('data', data => { process_.out += data; });
  child.stderr.on('data', data => { process_.out += data; });
  process_.end = signal => { child.kill(signal); return process_.ended; };
  return process_;
}

// --- The simulated API, with books that outlive it.
class Simulator {
  constructor(folder, seed, port) {
    this.account = path.join(folder, 'account.jsonl');
    this.seed = seed;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  async start(balance = 1000) {
    this.process = start(program, ['simulate', '--port', this.port, '--seed', this.seed, '--capacity', 4, '--median', 2, '--tiny', '--balance', balance, '--account', this.account]);
    await until('the simulator', async () => (await fetch(`${this.url}/simulator/account`)).ok);
  }

  async stop() { await this.process.end('SIGTERM'); }

  async books() { return (await fetch(`${this.url}/simulator/account?details=true`)).json(); }

  async faults(...faults) {
    const set = await fetch(`${this.url}/simulator/faults`, { method: 'POST', body: JSON.stringify({ hang_seconds: 600, faults }) });
    if (!set.ok) throw new Error(await set.text());
  }
}

// Where a prompt says so, and only there: the prompts themselves hold no trigger, so a simulator of a test does as it likes.
const when = (fault, words, rest = {}) => ({ fault, prompt_contains: words, ...rest });
const slow = when('slow-job', 'slowly');
const hang = when('accept-hang', 'silently');

// --- Storage: a folder, or containers of Azurite.
class Folder {
  constructor(folder) {
    this.folder = folder;
    this.args = ['--data', folder];
    this.env = {};
  }

  async list(container, prefix = '') {
    const root = path.join(this.folder, container);
    if (!fs.existsSync(root)) return [];
    return fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
      .map(entry => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
      .filter(name => !name.startsWith('.seedream') && name.startsWith(prefix)).sort();
  }

  async read(container, name) { return fs.readFileSync(path.join(this.folder, container, name)); }

  async write(container, name, content) {
    const target = path.join(this.folder, container, name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(`${target}.part~`, content);
    fs.renameSync(`${target}.part~`, target);
  }

  async remove(container, name) { fs.rmSync(path.join(this.folder, container, name)); }
}

class Azure {
  constructor(folder) {
    this.folder = folder;
    const of = (service, port) => `${service}Endpoint=http://127.0.0.1:${port}/devstoreaccount1;`;
    const connection = `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${azureKey};${of('Blob', 10110)}${of('Queue', 10111)}`;
    this.args = [];
    this.env = { Seedream__Storage__Account: connection };
  }

  async start() {
    const azurite = path.join(here, '..', '..', 'azurite', 'node_modules', 'azurite', 'dist', 'src', 'azurite.js');
    this.azurite = start('node', [azurite, '--silent', '--disableTelemetry', '--skipApiVersionCheck', '--inMemoryPersistence', '--blobPort', 10110, '--queuePort', 10111, '--tablePort', 0]);
    await until('Azurite', async () => (await this.call('GET', 10110, '', { comp: 'list' })).ok);
    for (const container of ['prompts', 'images', 'seedream']) await this.call('PUT', 10110, `/${container}`, { restype: 'container' });
    await this.call('PUT', 10111, '/seedream-jobs');
  }

  async call(method, port, name, query = {}, body = null, headers = {}) {
    const resource = `/devstoreaccount1${name.split('/').map(encodeURIComponent).join('/')}`;
    const own = { 'x-ms-date': new Date().toUTCString(), 'x-ms-version': '2021-12-02', ...headers };
    const signed = Object.entries(own).filter(([key]) => key.startsWith('x-ms-')).sort().map(([key, value]) => `${key}:${value}\n`).join('');
    const asked = Object.entries(query).sort().map(([key, value]) => `\n${key}:${value}`).join('');
    const text = `${method}\n\n\n${body?.length || ''}\n\n${own['content-type'] ?? ''}\n\n\n\n\n\n\n${signed}/devstoreaccount1${resource}${asked}`;
    own.authorization = `SharedKey devstoreaccount1:${createHmac('sha256', Buffer.from(azureKey, 'base64')).update(text).digest('base64')}`;
    return fetch(`http://127.0.0.1:${port}${resource}?${new URLSearchParams(query)}`, { method, body, headers: own });
  }

  async blobs(container, prefix = '') {
    const answer = await this.call('GET', 10110, `/${container}`, { restype: 'container', comp: 'list', include: 'metadata', prefix });
    const plain = text => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]);
    return [...(await answer.text()).matchAll(/<Blob>(.*?)<\/Blob>/gs)].map(([, blob]) => ({
      container,
      name: plain(/<Name>(.*?)<\/Name>/s.exec(blob)[1]),
      content_type: /<Content-Type>(.*?)<\/Content-Type>/s.exec(blob)[1],
      metadata: Object.fromEntries([...(/<Metadata>(.*?)<\/Metadata>/s.exec(blob)?.[1] ?? '').matchAll(/<(\w+)>(.*?)<\/\1>/gs)].map(([, key, value]) => [key, plain(value)])),
    })).filter(blob => !blob.name.startsWith('.seedream'));
  }

  async list(container, prefix = '') { return (await this.blobs(container, prefix)).map(blob => blob.name); }

  async read(container, name) { return Buffer.from(await (await this.call('GET', 10110, `/${container}/${name}`)).arrayBuffer()); }

  async write(container, name, content, type = 'application/octet-stream', metadata = {}) {
    const meta = Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`x-ms-meta-${key}`, value]));
    const put = await this.call('PUT', 10110, `/${container}/${name}`, {}, content, { 'x-ms-blob-type': 'BlockBlob', 'content-type': type, ...meta });
    if (!put.ok) throw new Error(await put.text());
  }

  async remove(container, name) { await this.call('DELETE', 10110, `/${container}/${name}`); }

  async send(text) {
    const body = Buffer.from(`<QueueMessage><MessageText>${Buffer.from(text).toString('base64')}</MessageText></QueueMessage>`);
    const sent = await this.call('POST', 10111, '/seedream-jobs/messages', {}, body, { 'content-type': 'application/xml' });
    if (!sent.ok) throw new Error(await sent.text());
  }
}

// --- The release at work.
class Work {
  constructor(place, simulator) {
    this.place = place;
    this.simulator = simulator;
    this.env = { ...place.env, RUNCOMFY_API_TOKEN: token, Seedream__RunComfy__BaseUrl: simulator.url, Seedream__Drops__SweepEvery: '00:00:00.3', Seedream__Drops__Settle: '00:00:00', Seedream__Drops__Quiet: '00:00:00' };
    this.notes = new Map();
    this.jobs = new Map();
  }

  begin(...args) { return start(program, [...args, ...this.place.args], this.env); }

  async command(code, ...args) {
    const run = this.begin(...args);
    const found = await run.ended;
    if (found !== code) throw new Error(`seedream ${args.join(' ')}: expected ${code}, found ${found}\n${run.out}`);
  }

  async serve(...args) {
    const serve = this.begin('serve', '--urls', 'http://127.0.0.1:0', ...args);
    const url = await until('serve', async () => /listening on (http:\S+)/.exec(serve.out)?.[1]);
    serve.call = async (name, body, headers = {}) => {
      const answer = await fetch(url + name, { method: 'POST', body, headers });
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    return serve;
  }

  async job(serve, key, body) {
    const text = JSON.stringify(body);
    const accepted = await serve.call('/api/jobs', text, { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) });
    this.jobs.set(accepted.id, { by: 'http', ...(key ? { idempotency_key: key } : {}), body: text });
    return accepted.id;
  }

  async json(name) { return JSON.parse((await this.place.read('seedream', name)).toString().trimEnd().split('\n').at(-1)); }

  // Catalog records are written over several lines, ledger records and outcomes as one line for each content they had.
  async record(name) { return JSON.parse((await this.place.read('seedream', name)).toString()); }

  async all(prefix, read = name => this.json(name)) {
    return Promise.all((await this.place.list('seedream', prefix)).map(async name => ({ object: name, ...(await read(name)) })));
  }

  batches() { return this.all('catalog/', name => this.record(name)); }

  async find(file) { return (await this.batches()).find(batch => batch.file === file); }

  // Rows of a batch that the API accepted, whether or not anybody was told.
  async accepted(batch) { return (await this.simulator.books()).markers.filter(({ marker, paid }) => paid > 0 && marker.startsWith(`${batch}/`)).length; }

  note(file, how, state) { this.notes.set(file, { how, state }); }

  // Rows of a batch that are under way or done, as the ledger and the outcomes say.
  async at(batch) {
    const ledger = await this.all(`batches/${batch}/ledger/`);
    return { ledger, of: state => ledger.filter(entry => entry.state === state).length, outcomes: (await this.all(`batches/${batch}/outcomes/`)).length };
  }

  async ended(...names) {
    await until(`the end of ${names}`, async () => {
      const batches = await this.batches();
      return names.every(name => batches.some(batch => batch.file === name && (batch.completed_at || batch.status === 'rejected')));
    });
  }
}

// --- What is done with it.
const read = name => fs.readFileSync(path.join(files, name));
const done = {
  async finishedByRun(work) {
    await work.command(0, 'run', 'posters.csv', '--yes', '--output-format', 'jpeg');
    work.note('posters.csv', 'seedream run posters.csv --yes --output-format jpeg', 'finished');
  },

  async finishedByServe(work) {
    await work.simulator.faults(when('moderated', 'forbidden'), when('output-moderated', 'indecent'));
    const serve = await work.serve();
    await work.place.write('prompts', 'spring/menu.csv', read('menu.csv'));
    await work.place.write('prompts', 'notes.docx', Buffer.from('not a prompt file'));
    await work.place.write('prompts', 'broken.csv', read('broken.csv'));
    await serve.call('/api/batches?file=upload.jsonl&resolution=16:9', read('upload.jsonl'), { 'content-type': 'application/jsonl' });
    await work.job(serve, 'order-1', { prompt: 'A single kite over the sea', output_format: 'jpeg', id: 'kite', metadata: { team: 'birds' } });
    await work.job(serve, null, { prompt: 'A single lantern in the snow', output_format: 'jpeg' });
    await work.job(serve, 'order-3', { prompt: 'A single forbidden thing' });
    await work.job(serve, 'order-4', { prompt: 'A single indecent thing' });
    if (work.place.send) {
      const bodies = [{ prompt: 'A queued heron', output_format: 'jpeg', id: 'heron' }, { prompt: 'A queued gull', output_format: 'jpeg' }, { prompt: 'A queued forbidden thing', id: 'forbidden' }];
      for (const body of bodies) await work.place.send(JSON.stringify(body));
      await work.place.write('prompts', 'by-message.csv', read('by-message.csv'));
      await work.place.send('{"file": "by-message.csv", "options": {"output_format": "jpeg", "run": 2}}');
      await work.place.send('{"prompt": 5}');
      await until('the queue', async () => (await work.place.list('seedream', 'poison/')).length > 0 && (await work.place.list('seedream', 'jobs/')).length === 7);
      for (const job of await work.all('jobs/', name => work.record(name))) {
        const body = bodies.find(one => one.prompt === job.request?.input?.prompt || one.prompt === job.request?.prompt);
        if (body) work.jobs.set(job.id, { by: 'queue', body: JSON.stringify(body) });
      }
      await work.ended('by-message.csv');
      work.note('by-message.csv', 'dropped, and run again by a message with run 2', 'finished');
    }
    await work.ended('spring/menu.csv', 'broken.csv', 'upload.jsonl');
    await until('single jobs', async () => (await work.all('jobs/', name => work.record(name))).every(job => job.completed_at));
    await until('the record of every drop', async () => (await work.place.list('seedream', 'drops/')).length === (await work.place.list('prompts')).length);
    await serve.end('SIGTERM');
    work.note('spring/menu.csv', 'dropped as prompts/spring/menu.csv under seedream serve', 'finished');
    work.note('broken.csv', 'dropped under seedream serve', 'rejected');
    work.note('upload.jsonl', 'POST /api/batches?file=upload.jsonl&resolution=16:9 under seedream serve', 'finished');
  },

  async cancelled(work) {
    await work.simulator.faults(slow);
    const run = work.begin('run', 'cancelled.csv', '--yes');
    const batch = await until('the batch', () => work.find('cancelled.csv'));
    await until('its submissions', async () => (await work.at(batch.id)).of('submitted') === 6);
    await work.command(0, 'cancel', batch.id);
    await run.ended;
    work.note('cancelled.csv', 'seedream run cancelled.csv --yes, then seedream cancel while 4 rows ran and 2 queued at the API', 'cancelled');
  },

  async mixed(work) {
    await work.simulator.faults(slow, when('accept-500', 'uncertainly'), when('moderated', 'forbidden'), when('output-moderated', 'indecent'), when('gone-url', 'vanishing'));
    await work.command(4, 'run', 'mixed.csv', '--yes', '--deadline', '10s');
    work.note('mixed.csv', 'seedream run mixed.csv --yes --deadline 10s', 'ended with a row of every kind: succeeded, timed_out, uncertain, failed without and with a request id, not fetched, invalid');
  },

  async retried(work) {
    await work.simulator.faults(when('fail', 'once broken'), when('fail', 'always broken'));
    await work.command(4, 'run', 'retried.csv', '--yes');
    await work.simulator.faults(when('fail', 'always broken'));
    await work.command(4, 'retry', 'retried.csv', '--yes');
    work.note('retried.csv', 'seedream run retried.csv --yes (two rows failed), seedream retry retried.csv --yes (one of them again)', 'retried: round 2 has ended');
  },

  async halted(work) {
    const { balance_usd: left } = await work.simulator.books();
    await work.simulator.stop();
    await work.simulator.start((1000 - left + 0.07).toFixed(3));
    await work.command(5, 'run', 'halted.csv', '--yes', '--max-parallel', '3');
    await work.simulator.stop();
    await work.simulator.start();
    work.note('halted.csv', 'seedream run halted.csv --yes --max-parallel 3, with a balance for two images', 'halted: the balance was used up');
  },

  async purged(work) {
    await work.simulator.faults();
    const serve = await work.serve();
    await work.place.write('prompts', 'purged-drop.csv', read('purged-drop.csv'));
    await work.ended('purged-drop.csv');
    await until('its drop record', async () => (await work.all('drops/', name => work.record(name))).some(drop => drop.name === 'purged-drop.csv'));
    await serve.end('SIGTERM');
    await work.command(0, 'run', 'purged-run.csv', '--yes');
    const kept = ['purged-drop.csv', 'purged-run.csv'];
    for (const file of kept) work.note(file, file === kept[0] ? 'dropped under seedream serve, ended, purged; its images and reports stayed' : 'seedream run purged-run.csv --yes, ended, purged; its images and reports stayed', 'purged');
  },

  // Purging takes every batch that ended, so this comes while there is no other.
  async purge(work) {
    await pause(1100);
    await work.command(0, 'purge', '--older-than', '1s', '--yes');
  },

  async purgedWithImages(work) {
    await work.command(0, 'run', 'purged-images.csv', '--yes');
    await pause(1100);
    await work.command(0, 'purge', '--older-than', '1s', '--images', '--yes');
    work.note('purged-images.csv', 'seedream run purged-images.csv --yes, ended, purged with --images', 'purged');
  },

  async givenUp(work) {
    await work.simulator.faults(slow);
    const first = await work.serve('--max-parallel', '4');
    const { id } = await first.call('/api/batches?file=given-up.csv', read('given-up.csv'), { 'content-type': 'text/csv' });
    await until('a result', async () => { const at = await work.at(id); return at.outcomes === 1 && at.of('submitted') === 5; });
    await first.end('SIGKILL');
    const plan = await work.place.read('seedream', `batches/${id}/plan.json`);
    await work.place.remove('seedream', `batches/${id}/plan.json`);
    const second = await work.serve();
    await until('that it is given up', async () => (await work.find('given-up.csv')).status === 'failed');
    await until('that it is closed', async () => (await work.place.list('seedream', 'open/')).length === 0);
    await second.end('SIGTERM');
    await work.place.write('seedream', `batches/${id}/plan.json`, plan, 'application/json');
    work.note('given-up.csv', 'POST /api/batches?file=given-up.csv, the host killed, plan.json out of the way while another host took over, then put back', 'given up: rows were submitted and have no outcome, the record says failed');
  },

  async killedRun(work) {
    await work.simulator.faults(slow, hang);
    const run = work.begin('run', 'killed-run.csv', '--yes', '--max-parallel', '4');
    const batch = await until('the batch', () => work.find('killed-run.csv'));
    await until('the middle', async () => { const at = await work.at(batch.id); return at.outcomes === 1 && at.of('submitted') === 4 && at.of('reserved') === 1 && await work.accepted(batch.id) === 5; });
    await run.end('SIGKILL');
    work.note('killed-run.csv', 'seedream run killed-run.csv --yes --max-parallel 4, killed (SIGKILL) in the middle', 'interrupted: 1 row has ended, 3 are submitted without outcome, 1 is reserved (its answer never came, it was accepted), 1 was not begun');
  },

  async killedServe(work) {
    await work.simulator.faults(when('fail', 'once broken'));
    await work.command(4, 'run', 'killed-retry.csv', '--yes');
    await work.simulator.faults(slow, hang);
    const serve = await work.serve('--max-parallel', '6');
    const retried = await work.find('killed-retry.csv');
    await serve.call(`/api/batches/${retried.id}/retry?only=failed`);
    const job = await work.job(serve, 'order-9', { prompt: 'A single comet, slowly', resolution: '3K', output_format: 'jpeg' });
    await until('both', async () => (await work.at(job)).of('submitted') === 1 && (await work.at(retried.id)).of('submitted') === 3);
    await work.place.write('prompts', 'killed-drop.csv', read('killed-drop.csv'));
    const batch = await until('the batch', () => work.find('killed-drop.csv'));
    await until('the middle', async () => { const at = await work.at(batch.id); return at.outcomes === 1 && at.of('submitted') >= 3 && at.of('reserved') === 1 && await work.accepted(batch.id) > at.of('submitted'); });
    await until('its drop record', async () => (await work.all('drops/', name => work.record(name))).some(drop => drop.name === 'killed-drop.csv'));
    await serve.end('SIGKILL');
    if ((await work.at(retried.id)).outcomes !== 2 || (await work.at(job)).outcomes !== 0) throw new Error('killed too late');
    work.note('killed-retry.csv', 'seedream run killed-retry.csv --yes (a row failed), POST /api/batches/{id}/retry?only=failed, the host killed before the row ended', 'interrupted: round 2 is open, attempt 2 of a row is submitted without outcome');
    work.note('killed-drop.csv', 'dropped under seedream serve --max-parallel 6, the host killed in the middle', 'interrupted: 1 row has ended, some are submitted without outcome, 1 is reserved (its answer never came, it was accepted), some were not begun');
  },
};

const fixtures = {
  'folder-ended': { seed: 501, steps: ['finishedByRun', 'finishedByServe', 'cancelled'] },
  'folder-troubled': { seed: 502, steps: ['mixed', 'retried', 'halted'] },
  'folder-interrupted': { seed: 503, steps: ['givenUp', 'killedRun', 'killedServe'] },
  'folder-purged': { seed: 504, steps: ['purged', 'purge', 'purgedWithImages'] },
  azure: { seed: 505, steps: ['purged', 'purge', 'purgedWithImages', 'finishedByRun', 'finishedByServe', 'cancelled', 'mixed', 'retried', 'halted', 'givenUp', 'killedRun', 'killedServe'] },
};

// --- What is said about it.
async function describe(work, seed) {
  const books = await work.simulator.books();
  const paidOf = batch => books.markers.filter(({ marker }) => marker.startsWith(`${batch}/`)).flatMap(({ marker, submissions }) => submissions.map(one => {
    const [, row, attempt] = marker.split('/');
    return { row: +row, attempt: +attempt, request_id: one.request_id, state: one.state, images: one.images, cost_usd: one.cost_usd };
  })).sort((a, b) => a.row - b.row || a.attempt - b.attempt);
  const count = (items, key) => Object.fromEntries([...new Set(items.map(key))].sort().map(name => [name, items.filter(item => key(item) === name).length]));
  const standing = async record => {
    const ledger = await work.all(`batches/${record.id}/ledger/`);
    const outcomes = (await work.all(`batches/${record.id}/outcomes/`)).sort((a, b) => a.object < b.object ? -1 : 1);
    const last = [...new Map(outcomes.map(outcome => [outcome.row, outcome])).values()];
    return {
      status: record.status, round: record.round, rows: record.rows, ended: Boolean(record.completed_at), counts: record.counts ?? {},
      ledger_records: ledger.length, ledger_states: count(ledger, entry => entry.state),
      outcome_records: outcomes.length, outcomes: count(last, outcome => outcome.outcome),
      paid: paidOf(record.id),
    };
  };
  const noteOf = file => work.notes.get(file) ?? work.notes.get(path.basename(file));
  const batches = [];
  for (const record of await work.batches())
    batches.push({ id: record.id, file: record.file, prompt_file: `files/${path.basename(record.file)}`, run: record.run, ...noteOf(record.file), ...(await standing(record)) });
  const purged = [];
  for (const tombstone of await work.all('tombstones/', name => work.record(name)))
    purged.push({ id: tombstone.batch, file: tombstone.file, prompt_file: `files/${path.basename(tombstone.file)}`, run: tombstone.run, ...noteOf(tombstone.file), status: tombstone.status, counts: tombstone.counts, paid: paidOf(tombstone.batch) });
  const jobs = [];
  for (const record of await work.all('jobs/', name => work.record(name)))
    jobs.push({ id: record.id, ...work.jobs.get(record.id), ...(await standing(record)) });
  const drops = (await work.all('drops/', name => work.record(name))).map(({ name, batch }) => ({ name, batch: batch ?? null })).sort((a, b) => a.name < b.name ? -1 : 1);
  const open = (await work.all('open/', name => work.record(name))).map(({ batch, round }) => ({ batch, round }));
  const manifest = {
    release: 'a5adec5',
    made_at: new Date().toISOString(),
    simulator: { seed, capacity: 4, median_seconds: 2, tiny_images: true, balance_usd: 1000, token, account: 'account.jsonl', books: 'books.json' },
    paid: books.paid, billed_usd: books.billed_usd,
    batches, purged, jobs, drops, open,
    poison_records: (await work.place.list('seedream', 'poison/')).length,
  };
  return { manifest, books };
}

// The machine's name, boot and process namespace mean nothing elsewhere.
const host = /"host": ?"[^"/]+\/(\d+)\/(\d+)"/g;
function anonymous(container, name, content) {
  if (container !== 'seedream') return [name, content];
  const text = content.toString().replace(host, (whole, pid, begun) => whole.replace(/"[^"/]+\/\d+\/\d+"/, `"fixture-host/${pid}/${begun}"`));
  const living = /^hosts\//.test(name) && /"host": ?"([^"]+)"/.exec(text)?.[1];
  return [living ? `hosts/${createHash('sha256').update(living).digest('hex').slice(0, 20)}.json` : name, Buffer.from(text)];
}

async function save(place, target, manifest, books) {
  fs.rmSync(target, { recursive: true, force: true });
  const index = [];
  for (const container of ['prompts', 'images', 'seedream']) {
    const about = place.blobs ? new Map((await place.blobs(container)).map(blob => [blob.name, blob])) : null;
    for (const from of await place.list(container)) {
      // 40 KB each and all alike: one is enough.
      if (from.endsWith('/index.html') && !from.startsWith('posters')) continue;
      const [name, content] = anonymous(container, from, await place.read(container, from));
      const file = path.join(target, 'data', container, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
      if (about) index.push({ ...about.get(from), name });
    }
  }
  if (place.blobs) fs.writeFileSync(path.join(target, 'blobs.json'), `[\n${index.map(blob => `  ${JSON.stringify(blob)}`).join(',\n')}\n]\n`);
  fs.writeFileSync(path.join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  fs.writeFileSync(path.join(target, 'books.json'), `${JSON.stringify(books, null, 2)}\n`);
}

for (const [name, { seed, steps }] of Object.entries(fixtures).filter(([name]) => chosen.length === 0 || chosen.includes(name))) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seedream-fixture-'));
  const simulator = new Simulator(folder, seed, 8389);
  const place = name === 'azure' ? new Azure(folder) : new Folder(path.join(folder, 'data'));
  if (place.start) await place.start();
  await simulator.start();
  const work = new Work(place, simulator);
  for (const step of steps) {
    await done[step](work);
    console.log(`${name}: ${step}`);
  }
  // So that what was under way at the API has ended there: the books are final.
  await until('the end of every generation', async () => Object.keys((await simulator.books()).by_state).every(state => !['running', 'queued'].includes(state)), 240);
  const { manifest, books } = await describe(work, seed);
  await save(place, path.join(here, name), manifest, books);
  await simulator.stop();
  fs.copyFileSync(simulator.account, path.join(here, name, 'account.jsonl'));
  await place.azurite?.end('SIGKILL');
  fs.rmSync(folder, { recursive: true, force: true });
}

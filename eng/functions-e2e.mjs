// The Functions app from end to end: the real host, Azurite for storage, the simulator for the image API. A job over HTTP, a job on the
// queue and a dropped CSV must all become images, and the simulator's books must say that each was paid for once.
//
//   node eng/functions-e2e.mjs
//
// Needs: the solution built (Release), npm ci in tests/azurite, Azure Functions Core Tools 4 (func) or another host in E2E_HOST, a
// command line in which {app} is the app's folder and {port} its port. E2E_PORT: the first of five ports, 17070 unless set.
import { createHmac } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, readFileSync, createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const first = Number(process.env.E2E_PORT ?? 17070);
const ports = { blob: first, queue: first + 1, table: first + 2, simulator: first + 3, host: first + 4 };
const app = join(root, 'src/Seedream.Functions/bin/Release/net10.0');
const hostCommand = process.env.E2E_HOST ?? 'func start --no-build --port {port} --prefix {app}';
const patience = Number(process.env.E2E_SECONDS ?? 300) * 1000;

// Azurite's published development account; there is nothing secret about it.
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const connection = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};`
  + ['blob', 'queue', 'table'].map(service => `${service[0].toUpperCase()}${service.slice(1)}Endpoint=http://127.0.0.1:${ports[service]}/${account};`).join('');

const work = mkdtempSync(join(tmpdir(), 'seedream-e2e-'));
const children = [];

function start(name, command, args, env = {}, cwd = root) {
  const log = createWriteStream(join(work, `${name}.log`));
  // A group of its own, so that children of children end with it.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  child.on('exit', code => { child.ended = code ?? 'signal'; });
  children.push({ name, child });
  return child;
}

async function until(what, look) {
  const end = Date.now() + patience;
  for (let problem = 'nothing'; ; await new Promise(next => setTimeout(next, 500))) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      problem = error.message;
    }
    const dead = children.find(({ child }) => child.ended !== undefined);
    if (dead) throw new Error(`${dead.name} ended (${dead.child.ended}) while waiting for ${what}`);
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s for ${what}; last problem: ${problem}`);
  }
}

async function storage(service, method, path, query = '', body, headers = {}) {
  const all = { 'x-ms-date': new Date().toUTCString(), 'x-ms-version': '2021-12-02', ...headers };
  const length = body ? String(Buffer.byteLength(body)) : '';
  const canonical = Object.keys(all).filter(name => name.startsWith('x-ms-')).sort().map(name => `${name}:${all[name]}\n`).join('');
  const parameters = [...new URLSearchParams(query)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `\n${name}:${value}`).join('');
  const text = `${method}\n\n\n${length}\n\n${all['content-type'] ?? ''}\n\n\n\n\n\n\n${canonical}/${account}/${account}${path}${parameters}`;
  all.authorization = `SharedKey ${account}:${createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')}`;
  const answer = await fetch(`http://127.0.0.1:${ports[service]}/${account}${path}${query && `?${query}`}`, { method, headers: all, body: body === undefined ? undefined : Buffer.from(body) });
  if (!answer.ok) throw new Error(`${method} ${service} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

const images = async prefix =>
  [...(await storage('blob', 'GET', '/images', `restype=container&comp=list&prefix=${prefix}`)).matchAll(/<Name>([^<]*)<\/Name>/g)].map(match => match[1]);
const pictures = names => names.filter(name => /\.(png|jpg|jpeg)$/.test(name));

function check(condition, what) {
  if (!condition) throw new Error(`expected ${what}`);
  console.log(`ok: ${what}`);
}

async function run() {
  start('azurite', process.execPath, [join(root, 'tests/azurite/node_modules/azurite/dist/src/azurite.js'), '--silent', '--skipApiVersionCheck', '--location', work,
    '--blobPort', ports.blob, '--queuePort', ports.queue, '--tablePort', ports.table].map(String));
  await until('Azurite', () => storage('blob', 'GET', '/', 'comp=list'));
  for (const name of ['prompts', 'images', 'seedream']) await storage('blob', 'PUT', `/${name}`, 'restype=container', '');
  for (const name of ['seedream-jobs', 'seedream-jobs-poison', 'seedream-drops', 'seedream-drops-poison', 'seedream-events']) await storage('queue', 'PUT', `/${name}`, '', '');

  start('simulator', 'dotnet', [join(root, 'src/Seedream.Local/bin/Release/net10.0/seedream.dll'), 'simulate', '--port', String(ports.simulator), '--median', '2', '--tiny']);
  await until('the simulator', async () => (await fetch(`http://127.0.0.1:${ports.simulator}/`)).status > 0);

  const settings = {
    ...JSON.parse(readFileSync(join(root, 'local.settings.sample.json'))).Values,
    AzureWebJobsStorage: connection,
    SeedreamStorage: connection,
    Seedream__RunComfy__BaseUrl: `http://127.0.0.1:${ports.simulator}`,
  };
  const [command, ...args] = hostCommand.replaceAll('{app}', app).replaceAll('{port}', String(ports.host)).split(' ');
  start('host', command, args, settings);
  const api = `http://127.0.0.1:${ports.host}/api`;
  const call = process.env.E2E_KEY ? { 'x-functions-key': process.env.E2E_KEY } : {};
  await until('the app to be ready', async () => (await fetch(`${api}/health`)).status === 200);
  console.log('ok: the app is ready');

  const job = { prompt: 'a red kite over the sea', id: 'kite' };
  const post = () => fetch(`${api}/jobs`, { method: 'POST', headers: { ...call, 'content-type': 'application/json', 'idempotency-key': 'e2e-1', prefer: 'wait=50' }, body: JSON.stringify(job) });
  const answer = await post();
  if (!answer.ok) throw new Error(`a job posted over HTTP was answered with ${answer.status}: ${await answer.text()}`);
  console.log('ok: a job was posted over HTTP');
  const location = new URL(answer.headers.get('location'), api);
  const ended = await until('the job to end', async () => {
    const state = await (await fetch(location, { headers: call })).json();
    return state.outcome ?? state.result?.outcome ? state : null;
  });
  check(JSON.stringify(ended).includes('"succeeded"'), 'the job to succeed');
  const again = await post();
  check(new URL(again.headers.get('location'), api).href === location.href, 'the same call to be the same job');

  await storage('queue', 'POST', '/seedream-jobs/messages', '', `<QueueMessage><MessageText>${Buffer.from(JSON.stringify({ prompt: 'a paper crane', id: 'crane' })).toString('base64')}</MessageText></QueueMessage>`, { 'content-type': 'application/xml' });
  await until('the images of two single jobs', async () => pictures(await images('jobs/')).length === 2);
  console.log('ok: a job on the queue became an image');

  const file = 'id,prompt\n' + Array.from({ length: 20 }, (_, row) => `row-${row},picture number ${row}\n`).join('');
  await storage('blob', 'PUT', '/prompts/drop.csv', '', file, { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'text/csv' });
  const name = await until('the manifest of the dropped file', async () => (await images('drop-')).find(found => found.endsWith('/manifest.json')));
  check(pictures(await images('drop-')).length === 20, 'a dropped file of 20 rows to become 20 images');
  const manifest = JSON.parse(await storage('blob', 'GET', `/images/${name}`));
  check(manifest.status === 'completed', 'its manifest to say completed');

  const books = await (await fetch(`http://127.0.0.1:${ports.simulator}/simulator/account`)).json();
  check(books.paid === 22 && books.wanted === 22 && books.duplicates.length === 0, 'the books to say that 22 jobs were wanted, paid for once each');
}

let failed = false;
try {
  await run();
} catch (error) {
  failed = true;
  console.error(`FAILED: ${error.message}`);
  for (const { name } of children) console.error(`== ${name}\n${readFileSync(join(work, `${name}.log`), 'utf8').split('\n').slice(-60).join('\n')}`);
} finally {
  for (const { child } of children.reverse()) if (child.ended === undefined) try { process.kill(-child.pid, 'SIGTERM'); } catch { /* gone */ }
  await new Promise(next => setTimeout(next, 3000));
  for (const { child } of children) if (child.ended === undefined) try { process.kill(-child.pid, 'SIGKILL'); } catch { /* gone */ }
  rmSync(work, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

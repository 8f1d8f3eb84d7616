// Looks at what `dotnet publish src/Seedream.Functions` made, as the host on Azure will: what is missing there is not found by a
// compiler or a test, but by an app that starts without a single function.
//
//   node eng/check-publish.mjs <folder>
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const [folder] = process.argv.slice(2);
const mostMegabytes = 60;
const problems = [];

function check(holds, problem) {
  if (!holds) problems.push(problem);
}

function files(path) {
  return readdirSync(path, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

function read(name) {
  const path = join(folder, name);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  problems.push(`${name} is missing`);
  return null;
}

function json(name) {
  const text = read(name);
  try {
    return text && JSON.parse(text);
  } catch (error) {
    problems.push(`${name} is no JSON: ${error.message}`);
    return null;
  }
}

function same(what, found, expected) {
  const missing = expected.filter(name => !found.includes(name));
  const unknown = found.filter(name => !expected.includes(name));
  check(missing.length === 0, `${what}: ${missing.join(', ')} missing`);
  check(unknown.length === 0, `${what}: ${unknown.join(', ')} not expected`);
  check(new Set(found).size === found.length, `${what}: a name stands there twice`);
}

if (!folder || !existsSync(folder)) {
  console.error(`there is no folder '${folder ?? ''}': node eng/check-publish.mjs <folder>`);
  process.exit(2);
}

// The host's settings are those at the root of the repository; the settings of somebody's machine stay there.
check(read('host.json') === readFileSync(join(root, 'host.json'), 'utf8'), 'host.json is not the one at the root');
check(!existsSync(join(folder, 'local.settings.json')), 'local.settings.json must not be published');

// The host loads the extensions of the triggers from the hidden folder.
const extensions = json('extensions.json')?.extensions ?? [];
const names = extensions.map(extension => extension.name);
for (const name of ['AzureStorageQueues', 'DurableTask'])
  check(names.includes(name), `extensions.json: ${name} missing`);
for (const { name, hintPath } of extensions) {
  check(hintPath?.startsWith('./.azurefunctions/'), `extensions.json: ${name} is not in .azurefunctions`);
  check(hintPath && existsSync(join(folder, hintPath)), `${hintPath} is missing`);
}
read('.azurefunctions/function.deps.json');

// The worker, and each function of the source with a trigger.
const worker = json('worker.config.json')?.description;
check(worker?.language === 'dotnet-isolated', `worker.config.json: the language is ${worker?.language}`);
check(worker?.defaultWorkerPath === 'Seedream.Functions.dll', `worker.config.json: the worker is ${worker?.defaultWorkerPath}`);
for (const name of ['Seedream.Functions.dll', 'Seedream.Functions.runtimeconfig.json', 'Seedream.Functions.deps.json', 'Seedream.Core.dll', 'Seedream.Azure.dll', 'Seedream.Api.dll'])
  read(name);
const source = files(join(root, 'src/Seedream.Functions')).filter(path => path.endsWith('.cs') && !/[\\/](?:bin|obj)[\\/]/.test(path)).map(path => readFileSync(path, 'utf8')).join('\n');
const written = [...source.matchAll(/\[Function\((?:nameof\((?:\w+\.)*(\w+)\)|"([^"]+)")\)\]/g)].map(match => match[1] ?? match[2]);
check(written.length > 0, 'no function was found in the source');
const functions = json('functions.metadata') ?? [];
same('functions.metadata', functions.map(found => found.name), written);
for (const { name, scriptFile, entryPoint, bindings } of functions) {
  check(scriptFile === 'Seedream.Functions.dll' && entryPoint?.startsWith('Seedream.Functions.'), `functions.metadata: ${name} leads to ${entryPoint} in ${scriptFile}`);
  check(bindings?.filter(binding => /trigger$/i.test(binding.type)).length === 1, `functions.metadata: ${name} needs one trigger`);
}
const types = new Set(functions.flatMap(found => found.bindings ?? []).map(binding => binding.type));
for (const type of ['httpTrigger', 'queueTrigger', 'timerTrigger', 'orchestrationTrigger', 'activityTrigger', 'durableClient'])
  check(types.has(type), `functions.metadata: no ${type}`);

const megabytes = files(folder).reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
check(megabytes <= mostMegabytes, `${megabytes.toFixed(0)} MB, more than ${mostMegabytes}`);

for (const problem of problems) console.error(`publish: ${problem}`);
console.log(`publish: ${functions.length} functions, ${extensions.length} extensions, ${megabytes.toFixed(0)} MB, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

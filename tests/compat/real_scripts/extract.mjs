// @ts-check
/**
 * Finds every Lua script that the packages of `packages` ship: `.lua` files, string and template literals in their JavaScript, and
 * strings in their JSON. Literals are evaluated as far as they are constant (a script may name a constant of its module).
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'acorn';
import { root } from '../../../scripts/lib/process.mjs';

/**
 * @typedef {object} RealScript
 * @property {string} package
 * @property {string} path below node_modules, first place where it was found
 * @property {string} name
 * @property {string} sha1 of the text, as SCRIPT LOAD answers
 * @property {string} text
 */

export const packages = [
  'bee-queue',
  'bottleneck',
  'bull',
  'bullmq',
  'rate-limiter-flexible',
  'redis-semaphore',
  'redlock',
  '@upstash/ratelimit',
  '@upstash/core-analytics',
];

/** @type {(name: string) => any} */
const load = createRequire(join(root, 'package.json'));

/** @type {(text: string) => string} */
export const sha1 = (text) => createHash('sha1').update(text, 'utf8').digest('hex');

/** Text that calls Redis from Lua, and more than the mention of it. */
const looksLikeLua = (/** @type {string} */ text) => /\bredis\.p?call\b/.test(text) && /\bKEYS\b|\bARGV\b|\blocal\b|\breturn\b/.test(text) && /\n| /.test(text.trim());

/** @type {(folder: string) => string[]} */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/**
 * The value of a constant expression over the constants of its module; undefined when it is not one.
 * @param {any} node
 * @param {ReadonlyMap<string, any>} constants initialisers by name
 * @returns {string | number | undefined}
 */
function constantValue(node, constants) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' || typeof node.value === 'number' ? node.value : undefined;
    case 'UnaryExpression': {
      const value = constantValue(node.argument, constants);
      return node.operator === '-' && typeof value === 'number' ? -value : undefined;
    }
    case 'Identifier':
      return constants.has(node.name) ? constantValue(constants.get(node.name), constants) : undefined;
    case 'BinaryExpression': {
      const left = constantValue(node.left, constants);
      const right = constantValue(node.right, constants);
      return node.operator === '+' && left !== undefined && right !== undefined ? `${left}${right}` : undefined;
    }
    case 'TemplateLiteral': {
      const values = node.expressions.map((/** @type {any} */ one) => constantValue(one, constants));
      if (values.includes(undefined)) return undefined;
      return node.quasis.map((/** @type {any} */ quasi, /** @type {number} */ index) => `${quasi.value.cooked}${values[index] ?? ''}`).join('');
    }
    default:
      return undefined;
  }
}

/** @type {(source: string) => unknown} */
function parseJavaScript(source) {
  try {
    return parse(source, { ecmaVersion: 'latest', sourceType: 'module' });
  } catch {
    return parse(source, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true });
  }
}

/**
 * Strings of a JavaScript file that look like Lua.
 * @param {string} source
 * @returns {{ name: string, text: string }[]}
 */
function scriptsInJavaScript(source) {
  if (!/redis\.p?call/.test(source)) return [];
  const tree = parseJavaScript(source);
  const constants = new Map();
  /** @type {{ name: string, text: string }[]} */
  const found = [];
  /** @type {(node: any, name: string) => void} */
  const visit = (node, name) => {
    if (Array.isArray(node)) return node.forEach((one) => visit(one, name));
    if (typeof node?.type !== 'string') return;
    if (node.type === 'VariableDeclarator' && node.init) constants.set(node.id.name, node.init);
    const inner = node.id?.name ?? node.key?.name ?? node.key?.value ?? node.left?.property?.name ?? name;
    const value = node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'BinaryExpression' ? constantValue(node, constants) : undefined;
    if (typeof value === 'string' && looksLikeLua(value)) found.push({ name: inner, text: value });
    else Object.values(node).forEach((child) => visit(child, inner));
  };
  visit(tree, 'script');
  return found;
}

/**
 * Strings of a JSON file that look like Lua or whose key is the name of a Lua file.
 * @param {string} source
 */
function scriptsInJson(source) {
  /** @type {{ name: string, text: string }[]} */
  const found = [];
  /** @type {(value: unknown, name: string) => void} */
  const visit = (value, name) => {
    if (typeof value === 'string' && (name.endsWith('.lua') || looksLikeLua(value))) found.push({ name, text: value });
    if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([key, one]) => visit(one, key));
  };
  visit(JSON.parse(source), '');
  return found;
}

/**
 * Scripts of one file.
 * @param {string} path
 */
function scriptsInFile(path) {
  if (path.endsWith('.lua')) return [{ name: path.split('/').at(-1) ?? path, text: readFileSync(path, 'utf8') }];
  if (/\.(js|cjs|mjs)$/.test(path)) return scriptsInJavaScript(readFileSync(path, 'utf8'));
  if (path.endsWith('.json')) return scriptsInJson(readFileSync(path, 'utf8'));
  return [];
}

/** Bottleneck sends its fragments joined, so these are what a server sees. */
function bottleneckPayloads() {
  const scripts = load('bottleneck/lib/Scripts.js');
  return scripts.names.map((/** @type {string} */ name) => ({ name: `${name} (joined)`, text: scripts.payload(name) }));
}

/**
 * All scripts of all packages, without repetitions of the same text.
 * @returns {RealScript[]}
 */
export function extractScripts() {
  /** @type {Map<string, RealScript>} */
  const scripts = new Map();
  for (const name of packages) {
    const folder = join(root, 'node_modules', name);
    const found = filesBelow(folder).flatMap((path) => scriptsInFile(path).map((one) => ({ ...one, path })));
    const joined = name === 'bottleneck' ? bottleneckPayloads().map((/** @type {any} */ one) => ({ ...one, path: join(folder, 'lib/Scripts.js') })) : [];
    for (const { name: scriptName, text, path } of [...found, ...joined]) {
      const hash = sha1(text);
      const relative = path.slice(join(root, 'node_modules').length + 1);
      if (!scripts.has(hash)) scripts.set(hash, { package: name, path: relative, name: scriptName, sha1: hash, text });
    }
  }
  return [...scripts.values()];
}

/**
 * The project's own files as Git knows them (committed or about to be), and a reading of C++ that leaves comments and strings out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/process.mjs';
import { ownFiles as ownPaths } from '../../scripts/lib/sources.mjs';

export { root };

export interface Source {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Files that Git tracks or would add, and that match one of the patterns. */
export function ownFiles(...patterns: readonly string[]): readonly Source[] {
  return ownPaths(...patterns).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** C++ sources of the core and of the WebAssembly door. */
export const cppSources = (): readonly Source[] => ownFiles('core/**/*.h', 'core/**/*.cpp', 'core/**/*.def', 'wasm/**/*.h', 'wasm/**/*.cpp');

/** The same text with comments, string and character literals blanked: lines and columns stay. */
export function codeOnly(text: string): string {
  const pattern = /R"([^\s()\\]{0,16})\(([\s\S]*?)\)\1"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'/g;
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, ' '));
}

/** Line of an offset, from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Fails with the first findings, one a line, and their number. */
export function expectNone(findings: readonly string[]): void {
  if (findings.length === 0) return;
  const shown = findings.slice(0, 25).join('\n  ');
  throw new Error(`${findings.length} found:\n  ${shown}${findings.length > 25 ? '\n  ...' : ''}`);
}

// @ts-check
/** Whether this machine can build the fuzz targets. */
import { existsSync } from 'node:fs';
import { capture, which } from './process.mjs';

/** True if clang and its runtime for libFuzzer are there. */
export function canFuzz() {
  if (!which('clang++')) return false;
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const library = capture('clang++', [`--print-file-name=libclang_rt.fuzzer-${machine}.a`]);
  return library !== undefined && existsSync(library);
}

/**
 * The scoreboard of recorded scripting cases. The file lies beside the checkout, so it may be absent; then this says so.
 * The baseline is raised by `node tests/compat/scoreboard.mjs --update`; mismatches are listed in build/scoreboard.jsonl.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/process.mjs';
import { openEngine } from './lib/engine_door.mjs';
import { casesFile, hasCases, playCases, readCases } from './lib/scripting_cases.mjs';

interface Baseline {
  readonly passed: number;
  readonly of: number;
  readonly groups: Readonly<Record<string, number>>;
}

const baseline = JSON.parse(readFileSync(join(root, 'tests/compat/scoreboard.json'), 'utf8')) as Baseline;
const title = 'recorded scripting cases: no fewer agree than before';

if (!hasCases()) {
  console.log(`scoreboard skipped: ${casesFile} is not there`);
  it.skip(`${title} (skipped: ../shared/facts is not beside this checkout)`, () => {});
} else {
  it(title, { timeout: 600_000 }, async () => {
    const { passed, total, mismatches } = await playCases(readCases(), async (protocol) => {
      const engine = await openEngine();
      return { door: protocol === 3 ? engine.door3 : engine.door, close: engine.close };
    });
    const groups = Object.keys(total).sort();
    const count = groups.reduce((sum, group) => sum + (passed[group] ?? 0), 0);
    const all = groups.reduce((sum, group) => sum + (total[group] ?? 0), 0);
    const lines = groups.map((group) => `  ${group.padEnd(18)}${String(passed[group]).padStart(5)} of ${total[group]}`);
    console.log(`scoreboard: ${count} of ${all} recorded cases agree (baseline ${baseline.passed})\n${lines.join('\n')}`);
    mkdirSync(join(root, 'build'), { recursive: true });
    writeFileSync(join(root, 'build/scoreboard.jsonl'), mismatches.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const fallen = groups.filter((group) => (passed[group] ?? 0) < (baseline.groups[group] ?? 0));
    expect(fallen, 'groups in which fewer cases agree than in the baseline').toEqual([]);
    expect(count).toBeGreaterThanOrEqual(baseline.passed);
  });
}

/** The controls that move a paused script, each with its key. */

import type { ComponentType, VNode } from 'preact';
import type { StepKind } from '../engine.ts';
import { ContinueIcon, InstructionIcon, IntoIcon, OperationIcon, OutIcon, OverIcon } from './icons.tsx';

export interface StepPanelProps {
  readonly enabled: boolean;
  readonly onStep: (kind: StepKind) => void;
}

interface StepChoice {
  readonly kind: StepKind;
  readonly label: string;
  readonly help: string;
  readonly keys: string;
  readonly Icon: ComponentType;
}

const kChoices: readonly (readonly StepChoice[])[] = [
  [
    {
      kind: 'continue',
      label: 'Continue',
      help: 'Run to the next breakpoint or the end',
      keys: 'F5, or c in this panel',
      Icon: ContinueIcon,
    },
    {
      kind: 'over',
      label: 'Over',
      help: 'To the next line of this function',
      keys: 'F10, or n in this panel',
      Icon: OverIcon,
    },
    {
      kind: 'line',
      label: 'Line',
      help: 'To the next line, entering calls',
      keys: 'F11, or s in this panel',
      Icon: IntoIcon,
    },
    {
      kind: 'out',
      label: 'Out',
      help: 'Until this function has returned',
      keys: 'Shift+F11, or o in this panel',
      Icon: OutIcon,
    },
  ],
  [
    {
      kind: 'instruction',
      label: 'Instruction',
      help: 'One bytecode instruction',
      keys: 'i in this panel',
      Icon: InstructionIcon,
    },
    {
      kind: 'operation',
      label: 'Operation',
      help: 'One entry of the operation queue, phase of a native, or instruction',
      keys: 'p in this panel',
      Icon: OperationIcon,
    },
  ],
];

export function StepPanel({ enabled, onStep }: StepPanelProps): VNode {
  return (
    <section class="step-panel" aria-label="Step">
      {kChoices.map((choices) => (
        <div
          class="step-group"
          role="group"
          aria-label={choices.length === 2 ? 'Small steps' : 'Steps'}
          key={choices.length}
        >
          {choices.map(({ kind, label, help, keys, Icon }) => (
            <button
              class="step-button"
              type="button"
              key={kind}
              disabled={!enabled}
              title={`${help} (${keys})`}
              onClick={() => onStep(kind)}
            >
              <Icon />
              <span class="step-label">{label}</span>
            </button>
          ))}
        </div>
      ))}
    </section>
  );
}

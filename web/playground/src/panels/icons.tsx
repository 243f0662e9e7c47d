/** Drawings for buttons, on a grid of 16. They take the colour of the text and are hidden from screen readers. */

import type { ComponentChildren, VNode } from 'preact';

interface IconProps {
  readonly children: ComponentChildren;
}

function Icon({ children }: IconProps): VNode {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const PlayIcon = (): VNode => (
  <Icon>
    <path d="M4.5 2.8v10.4L13 8z" fill="currentColor" />
  </Icon>
);

export const PauseIcon = (): VNode => (
  <Icon>
    <path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2.4" />
  </Icon>
);

export const StopIcon = (): VNode => (
  <Icon>
    <rect x="3.75" y="3.75" width="8.5" height="8.5" rx="1" fill="currentColor" />
  </Icon>
);

export const DebugIcon = (): VNode => (
  <Icon>
    <path d="M3 3v10" />
    <path d="M6.5 3.8v8.4L13 8z" />
  </Icon>
);

export const ContinueIcon = DebugIcon;

export const OverIcon = (): VNode => (
  <Icon>
    <path d="M2.5 8.5a5.5 5.5 0 0 1 10.6-2" />
    <path d="M13.6 2.8v4h-4" />
    <circle cx="8" cy="12" r="1.2" fill="currentColor" />
  </Icon>
);

export const IntoIcon = (): VNode => (
  <Icon>
    <path d="M8 1.8v7.4" />
    <path d="M4.8 6.2 8 9.4l3.2-3.2" />
    <circle cx="8" cy="13" r="1.2" fill="currentColor" />
  </Icon>
);

export const OutIcon = (): VNode => (
  <Icon>
    <path d="M8 9.6V2.2" />
    <path d="M4.8 5.2 8 2l3.2 3.2" />
    <circle cx="8" cy="13" r="1.2" fill="currentColor" />
  </Icon>
);

export const InstructionIcon = (): VNode => (
  <Icon>
    <path d="M2.5 4h7M2.5 8h5M2.5 12h7" />
    <path d="M10.5 8h3.2M12 6.2 13.8 8 12 9.8" />
  </Icon>
);

export const OperationIcon = (): VNode => (
  <Icon>
    <rect x="2.2" y="5" width="3.4" height="6" rx="0.8" />
    <rect x="7.2" y="5" width="3.4" height="6" rx="0.8" />
    <path d="M13.4 5v6" />
  </Icon>
);

export const CopyIcon = (): VNode => (
  <Icon>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.2" />
    <path d="M10.5 5.3V3.7a1.2 1.2 0 0 0-1.2-1.2H3.7a1.2 1.2 0 0 0-1.2 1.2v5.6a1.2 1.2 0 0 0 1.2 1.2h1.6" />
  </Icon>
);

export const PlusIcon = (): VNode => (
  <Icon>
    <path d="M8 3.5v9M3.5 8h9" />
  </Icon>
);

export const MinusIcon = (): VNode => (
  <Icon>
    <path d="M3.5 8h9" />
  </Icon>
);

export const SunIcon = (): VNode => (
  <Icon>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1" />
  </Icon>
);

export const MoonIcon = (): VNode => (
  <Icon>
    <path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z" />
  </Icon>
);

export const AutoIcon = (): VNode => (
  <Icon>
    <circle cx="8" cy="8" r="5.6" />
    <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" />
  </Icon>
);

/** The page in the words of its users. */

import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

export interface Inputs {
  readonly source: string;
  readonly keys?: readonly string[];
  readonly args?: readonly string[];
  readonly data?: string;
}

export class PlaygroundPage {
  readonly page: Page;
  readonly status: Locator;
  readonly runButton: Locator;
  readonly stepButton: Locator;
  readonly stopButton: Locator;
  readonly result: Locator;
  readonly log: Locator;
  readonly keyspace: Locator;
  readonly bytecode: Locator;
  readonly registers: Locator;
  readonly frames: Locator;
  readonly operations: Locator;
  readonly problems: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.locator('.status-text');
    this.runButton = page.getByRole('button', { name: 'Run', exact: false }).first();
    this.stepButton = page.getByRole('button', { name: 'Step', exact: true });
    this.stopButton = page.getByRole('button', { name: 'Stop' });
    this.result = page.getByRole('region', { name: 'Result' });
    this.log = page.getByRole('region', { name: 'Log' });
    this.keyspace = page.getByRole('region', { name: 'Keyspace' });
    this.bytecode = page.getByRole('region', { name: 'Bytecode' });
    this.registers = page.getByRole('region', { name: 'Registers' });
    this.frames = page.getByRole('region', { name: 'Frames' });
    this.operations = page.getByRole('region', { name: 'Operation queue' });
    this.problems = page.locator('.problem-row');
  }

  /** Opens the page, with these inputs as if they had been written there on an earlier visit. */
  async open(inputs?: Inputs, options: { readonly timeout?: number } = { timeout: 20_000 }): Promise<void> {
    if (inputs !== undefined) {
      const { source, keys = [], args = [], data = '' } = inputs;
      await this.page.addInitScript(
        (draft) => {
          if (sessionStorage.getItem('opened') !== null) return;
          sessionStorage.setItem('opened', 'yes');
          localStorage.setItem('ferrous-lua.draft', draft);
        },
        JSON.stringify({ exampleId: 'sliding-window', inputs: { source, keys, args, data } }),
      );
    }
    await this.page.goto('./');
    await expect(this.status).toHaveText('Ready', options);
  }

  /** The full editor, once it has arrived. */
  async editor(): Promise<Locator> {
    const editor = this.page.locator('.monaco-editor').first();
    await expect(editor).toBeVisible();
    return editor;
  }

  /** Puts the caret at the start of the script and types. */
  async typeAtStart(text: string): Promise<void> {
    const editor = await this.editor();
    await editor.locator('.view-lines').click();
    await this.page.keyboard.press('Control+Home');
    await this.page.keyboard.type(text);
  }

  async run(): Promise<void> {
    await this.runButton.click();
    await expect(this.status).toHaveText(/Finished|Failed/);
  }

  /** Starts and pauses before the first instruction. */
  async pauseAtStart(): Promise<void> {
    await this.stepButton.click();
    await expect(this.status).toHaveText(/^Paused/);
  }

  async step(kind: 'Continue' | 'Over' | 'Line' | 'Out' | 'Instruction' | 'Operation'): Promise<void> {
    const before = await this.page.locator('.status').textContent();
    await this.page.getByRole('region', { name: 'Step' }).getByRole('button', { name: kind, exact: true }).click();
    await expect(this.page.locator('.status')).not.toHaveText(before ?? '');
    await expect(this.status).not.toHaveText('Running');
  }

  async showMachine(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Machine' }).first().click();
  }

  async showOutput(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Output' }).first().click();
  }

  /** A key of the keyspace panel. */
  key(name: string): Locator {
    return this.keyspace.locator('.key-row', {
      has: this.page.locator('.key-text', { hasText: new RegExp(`^${name}$`) }),
    });
  }

  /** A value of the registers panel, by the name of the local. */
  local(name: string): Locator {
    return this.registers
      .locator('.value-row', { has: this.page.getByRole('rowheader', { name, exact: true }) })
      .locator('.value-text');
  }
}

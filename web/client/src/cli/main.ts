#!/usr/bin/env node
/** The command `ferrous-lua`: exit code 0 for success, 1 when a script or file fails, 2 when the command line is wrong. */
import { kRedisVersion, kVersion } from '../version.js';
import { kMainHelp } from './help.js';
import { CommandError, UsageError } from './usage_error.js';

async function runCommand(name: string, words: readonly string[]): Promise<number> {
  switch (name) {
    case 'eval':
      return (await import('./eval_command.js')).evalCommand(words);
    case 'lua':
      return (await import('./lua_command.js')).luaCommand(words);
    case 'server':
      return (await import('./server_command.js')).serverCommand(words);
    case 'list':
      return (await import('./list_command.js')).listCommand(words);
    case '--version':
    case '-v':
    case 'version':
      process.stdout.write(`ferrous-lua ${kVersion} (Lua 5.1, Redis ${kRedisVersion})\n`);
      return 0;
    case '--help':
    case '-h':
    case 'help':
      process.stdout.write(kMainHelp);
      return 0;
    case '':
      process.stderr.write(kMainHelp);
      return 2;
    default:
      throw new UsageError(`there is no command '${name}'`);
  }
}

function explain(thrown: unknown, command: string): number {
  if (thrown instanceof UsageError) {
    const topic = ['eval', 'lua', 'list', 'server'].includes(command) ? `${command} --help` : '--help';
    process.stderr.write(`ferrous-lua: ${thrown.message}\nTry: ferrous-lua ${topic}\n`);
    return 2;
  }
  if (thrown instanceof CommandError) {
    process.stderr.write(`ferrous-lua: ${thrown.message}\n`);
  } else {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  }
  return 1;
}

// A reader that has seen enough, such as `head`, closes the pipe: no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const [command = '', ...words] = process.argv.slice(2);
process.exitCode = await runCommand(command, words).catch((thrown: unknown) => explain(thrown, command));

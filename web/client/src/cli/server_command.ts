/** `ferrous-lua server`: a Redis server on a port. */
import { createEngine } from '../entries/index_node.js';
import { openDataFile } from './data_file.js';
import { kServerHelp } from './help.js';
import { parseOptions, releaseFrom, wholeNumber } from './options.js';
import type { OptionKind } from './options.js';
import { UsageError } from './usage_error.js';

const kOptions: Readonly<Record<string, OptionKind>> = {
  '--port': 'value',
  '--bind': 'value',
  '--unixsocket': 'value',
  '--requirepass': 'value',
  '--data': 'value',
  '--databases': 'value',
  '--compat': 'value',
  '--help': 'flag',
  '-h': 'flag',
};
const kDefaultPort = 6379;

/** What asks the server to end: a signal, or `ask`. `asked` resolves to whether the keyspace is to be saved. */
interface Ending {
  readonly asked: Promise<boolean>;
  ask(isSaving: boolean): void;
}

function awaitEnding(): Ending {
  let ask: Ending['ask'] = () => undefined;
  const asked = new Promise<boolean>((resolve) => (ask = resolve));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ask(true));
  return { asked, ask };
}

export async function serverCommand(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, kOptions);
  const { flags, values, rest } = options;
  if (flags.has('--help') || flags.has('-h')) {
    process.stdout.write(kServerHelp);
    return 0;
  }
  if (rest.length > 0) throw new UsageError(`server takes no further words, not '${rest[0]}'`);
  const path = values.get('--unixsocket');
  const password = values.get('--requirepass');
  const databases = values.get('--databases');
  const engine = await createEngine({
    ...releaseFrom(options),
    ...(databases === undefined ? {} : { databases: wholeNumber('--databases', databases) }),
  });
  try {
    const dataPath = values.get('--data');
    const data = dataPath === undefined ? undefined : await openDataFile(engine, dataPath);
    const ending = awaitEnding();
    const server = await engine.listen({
      ...(path === undefined
        ? { port: wholeNumber('--port', values.get('--port') ?? String(kDefaultPort)), host: values.get('--bind') ?? '127.0.0.1' }
        : { unixSocket: path }),
      ...(password === undefined ? {} : { password }),
      onShutdown: ending.ask,
    });
    process.stdout.write(`ferrous-lua: ready to accept connections at ${server.address}\n`);
    const isSaving = await ending.asked;
    await server.close();
    if (isSaving) await data?.save();
    return 0;
  } finally {
    engine.close();
  }
}

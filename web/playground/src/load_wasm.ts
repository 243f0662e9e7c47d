/** Fetches and compiles the machine, telling how far it is. */

export type LoadProgress = (loadedBytes: number) => void;

/** A failure with the next step that the reader can take. */
export class LoadError extends Error {
  readonly code = 'LOAD';
  readonly advice: string;

  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.advice = advice;
  }
}

export async function loadWasm(url: string, onProgress: LoadProgress): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== 'object') {
    throw new LoadError(
      'This browser has no WebAssembly.',
      'Some hardened browsers switch it off for unknown sites; allow it for this one, or use a current Chrome, Firefox or Safari.',
    );
  }
  const bytes = await fetchBytes(url, onProgress);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    if (
      error instanceof WebAssembly.CompileError &&
      /content security|unsafe-eval|blocked|refused/i.test(error.message)
    ) {
      throw new LoadError(
        'The content policy of this server blocks WebAssembly.',
        "Its header needs script-src 'self' 'wasm-unsafe-eval'.",
        { cause: error },
      );
    }
    throw new LoadError('The engine file is damaged.', 'Reload the page without the cache (Ctrl+Shift+R).', {
      cause: error,
    });
  }
}

async function fetchBytes(url: string, onProgress: LoadProgress): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new LoadError('The engine file could not be fetched.', 'Check the connection, then reload the page.', {
      cause: error,
    });
  }
  if (!response.ok) {
    throw new LoadError(
      `The server answered ${response.status} for the engine file.`,
      'Reload the page; if it stays so, the site was not published whole.',
    );
  }
  const parts: Uint8Array[] = [];
  let loaded = 0;
  const reader = response.body?.getReader();
  for (let chunk = await reader?.read(); chunk !== undefined && !chunk.done; chunk = await reader?.read()) {
    parts.push(chunk.value);
    loaded += chunk.value.byteLength;
    onProgress(loaded);
  }
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

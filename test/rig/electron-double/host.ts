import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Runs the built desktop app under Node, with a double in the place of `electron`. Started as Electron is: the app's
 * folder, then its arguments. What the test wants to know it asks over the channel of the process.
 */
const double = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context),
});

interface Question {
  readonly id: number;
  /** A function of the electron module and one argument, as text. */
  readonly source: string;
  readonly argument: unknown;
}

const electron = await import('./electron.ts');

process.on('message', (question: Question) => void answer(question));

async function answer({ id, source, argument }: Question): Promise<void> {
  try {
    // oxlint-disable-next-line no-eval -- the test hands over code, as Playwright does with the real Electron
    const run = (0, eval)(`(${source})`) as (module: unknown, argument: unknown) => unknown;
    process.send?.({ id, result: await run(electron, argument) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

await electron.openDouble();
const [, , appDir = ''] = process.argv;
await import(pathToFileURL(`${appDir}/out/main/index.js`).href);

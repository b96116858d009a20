import { useConnection } from './connection.ts';
import { useVessels } from './vessels.ts';

/** Values come once a second; when none came for so long, those on the page are old, whatever the connection says. */
const SILENT_AFTER_MS = 5000;
const LOOK_EACH_MS = 1000;

/** Notices when the console stays connected but falls silent. @returns a function that ends it. */
export function watchSilence(): () => void {
  const timer = setInterval(() => {
    const { link, dataAtMs, silent } = useConnection.getState();
    const expected = link === 'open' && useVessels.getState().order.length > 0;
    const next = expected && dataAtMs !== null && performance.now() - dataAtMs > SILENT_AFTER_MS;
    if (next !== silent) useConnection.setState({ silent: next });
  }, LOOK_EACH_MS);
  return () => clearInterval(timer);
}

/**
 * What stands in the page before any script of it: the preload, with the part of Electron that a sandboxed preload
 * gets. In Electron it lives in a world of its own; here it is one of the page's scripts.
 */
export function preloadScript(preload: string): string {
  return `(${lendElectron.toString()})((require, module, exports) => {\n${preload}\n});`;
}

interface DoubleWindow extends Window {
  electronDouble: (message: unknown) => void;
  electronDeliver: (batch: readonly Delivery[]) => void;
  maelstrom?: unknown;
}

export type Delivery =
  | {
      readonly kind: 'message';
      readonly channel: string;
      readonly message: unknown;
      readonly ports: readonly number[];
    }
  | { readonly kind: 'data'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'close'; readonly port: number };

/** Runs in the page. */
function lendElectron(
  preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
  const page = window as unknown as DoubleWindow;
  if (window.top !== window || !page.electronDouble) return;
  const listeners = new Map<string, (event: unknown, message: unknown) => void>();
  const ports = new Map<number, MessagePort>();
  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }) => page.electronDouble({ kind: 'data', port: id, data }));
    port1.addEventListener('close', () => page.electronDouble({ kind: 'close', port: id }));
    port1.start();
    ports.set(id, port1);
    return port2;
  };
  page.electronDeliver = (batch) => {
    for (const each of batch) {
      if (each.kind === 'data') ports.get(each.port)?.postMessage(each.data);
      else if (each.kind === 'close') ports.get(each.port)?.close();
      else listeners.get(each.channel)?.({ ports: each.ports.map(openPort) }, each.message);
    }
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, value: object) =>
        Object.defineProperty(window, name, { value: Object.freeze(value) }),
    },
    ipcRenderer: {
      on: (channel: string, listener: (event: unknown, message: unknown) => void) =>
        listeners.set(channel, listener),
    },
  };
  const held = { exports: {} };
  preload(
    (name) => {
      if (name !== 'electron') throw new Error(`A sandboxed preload has no ${name}`);
      return electron;
    },
    held,
    held.exports,
  );
}

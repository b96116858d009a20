import type { MessagePort } from 'node:worker_threads';
import { createRouter } from '#main/api/router.ts';
import type { Actor, ConsoleServices } from '#main/app/services.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { serveChannelPort } from './channel-port.ts';
import { nodeTimers } from './node-timers.ts';
import { ProcedurePorts } from './procedure-ports.ts';

/** The two ports of one window: procedures on the one, channels on the other. */
export interface WindowPorts {
  readonly procedures: MessagePort;
  readonly channels: MessagePort;
}

/** Whoever sits at the computer that runs the console may do everything. */
const actor: Actor = { name: 'local', role: 'admin' };

/** Serves windows of this process over message ports. Nothing that a window sends makes it throw. */
export class WindowDoor {
  private readonly services: ConsoleServices;
  private readonly onError: (error: unknown) => void;
  private readonly timers: Timers;
  private readonly procedures: ProcedurePorts;
  private readonly served = new Set<MessagePort>();

  constructor(services: ConsoleServices, onError: (error: unknown) => void, timers: Timers = nodeTimers) {
    this.services = services;
    this.onError = onError;
    this.timers = timers;
    this.procedures = new ProcedurePorts(createRouter(services.procedures, { onError }), timers);
  }

  open({ procedures, channels }: WindowPorts): void {
    this.hold(procedures);
    this.hold(channels);
    this.procedures.serve(procedures, actor);
    const { services, timers, onError } = this;
    serveChannelPort(channels, { services, timers, onError, actor });
  }

  /** Ends every connection. */
  close(): void {
    for (const port of this.served) port.close();
  }

  private hold(port: MessagePort): void {
    this.served.add(port);
    port.on('close', () => this.served.delete(port));
    // What cannot be read is dropped like any other junk.
    port.on('messageerror', () => undefined);
  }
}

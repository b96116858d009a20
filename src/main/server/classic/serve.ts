import type { FastifyInstance } from 'fastify';
import type { ApiRouter } from '#main/api/router.ts';
import type { ConsoleServices } from '#main/app/services.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { ClassicChannels } from './channels.ts';
import { Complaints } from './complaints.ts';
import { ClassicDoor } from './door.ts';
import { ClassicPublisher } from './publish.ts';
import { type ClassicRoutesParts, serveClassic } from './routes.ts';
import { ClassicSettings } from './settings.ts';

export interface ClassicParts {
  readonly services: ConsoleServices;
  readonly router: ApiRouter;
  readonly timers: Timers;
  readonly words: ClassicRoutesParts['words'];
  readonly onError: (error: unknown, where: string) => void;
}

/** Serves the wire format of the original maelstrom. @returns the door of its WebSocket, and what ends it all. */
export async function openClassic(
  app: FastifyInstance,
  parts: ClassicParts,
): Promise<{ readonly door: ClassicDoor; readonly close: () => Promise<void> }> {
  const { services, timers } = parts;
  const onError = (error: unknown): void => parts.onError(error, 'classic');
  const settings = await ClassicSettings.open(services, onError);
  const channels = new ClassicChannels({ services, settings, timers, onError });
  const strange = new Complaints(timers, ({ subject, count, why }) => {
    const times = count === 1 ? '' : ` (${count} times)`;
    services.classic.note('warning', 'classic', `A message on ${subject} was not taken${times}: ${why}`);
  });
  const onStrange = (channel: string, why: string): void => strange.add(channel, why);
  const publisher = new ClassicPublisher({ services, settings, channels, onStrange });
  serveClassic(app, { ...parts, settings, publisher });
  const close = async (): Promise<void> => {
    settings.close();
    await channels.close();
  };
  return { door: new ClassicDoor({ services, settings, channels, timers, onError }), close };
}

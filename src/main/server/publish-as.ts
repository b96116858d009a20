import type { ConsoleServices } from '#main/app/services.ts';
import type { ChannelSessionOptions } from './channel-session.ts';

/** Publishing for a client of the channels, through the procedure that publishes for everybody. */
export function publishAs(services: ConsoleServices): ChannelSessionOptions['publish'] {
  const { publish } = services.procedures.channel;
  return async (channel, key, payload, by) => {
    const input = { channel, payload: payload as Parameters<typeof publish>[0]['payload'] };
    return (await publish(key === undefined ? input : { ...input, key }, by)).seq;
  };
}

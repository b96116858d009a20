import { ORPCError } from '@orpc/server';
import { toApiError } from '#main/api/errors.ts';
import { plainJsonProblem } from '#main/api/plain-json.ts';
import { roleAllows } from '#main/api/roles.ts';
import type { Actor, ConsoleServices } from '#main/app/services.ts';
import { channelNameSchema, channel as channelProcedures } from '#shared/contract/channels.ts';
import { RequestProblem } from '../problem.ts';
import type { ClassicChannels } from './channels.ts';
import type { ProcedureClient } from './client.ts';
import { externalReadings, feedReadings, type OutsideData, readOutsideData } from './outside-data.ts';
import { isAcknowledgement, readWords, type SaidList } from './outside-words.ts';
import { asObject, asText, refuse } from './read.ts';
import type { ClassicSettings } from './settings.ts';

export interface PublisherParts {
  readonly services: ConsoleServices;
  readonly settings: ClassicSettings;
  readonly channels: ClassicChannels;
  /** Told of what a program has sent that the console does not understand or take. */
  readonly onStrange: (channel: string, why: string) => void;
}

/** What is published in the original's shape: to classic clients as it came, to ours what it means. */
export class ClassicPublisher {
  private readonly parts: PublisherParts;

  constructor(parts: PublisherParts) {
    this.parts = parts;
  }

  /**
   * Publishes the fields of a form.
   * @throws RequestProblem 400 or 403, or what a procedure throws: then nobody has been told anything.
   */
  async publish(form: unknown, client: ProcedureClient, actor: Actor): Promise<void> {
    const fields = form === undefined ? {} : asObject(form, '');
    const channel = this.checkChannel(asText(fields['channel'], 'channel'));
    const text = asText(fields['data'], 'data');
    const payload = payloadOf(text);
    checkRole(actor);
    switch (channel) {
      case 'alarms':
        await this.alarms(payload, client);
        return this.parts.channels.relay(channel, text);
      case 'logs':
        await this.logs(payload, client);
        return this.parts.channels.relay(channel, text);
      case 'data':
        return this.data(payload, text, client);
      default:
        return this.forUsers(channel, payload, text);
    }
  }

  private checkChannel(name: string): string {
    const channel = channelNameSchema.safeParse(name);
    if (!channel.success)
      throw refuse('channel', channel.error.issues[0]?.message ?? 'must be a channel name');
    const taken = new Set(['alarms', 'logs', 'data']);
    if (!taken.has(name) && this.parts.services.hub.isOwn(name))
      throw new RequestProblem(403, `Channel ${name} belongs to the console`);
    return channel.data;
  }

  private async alarms(payload: unknown, client: ProcedureClient): Promise<void> {
    const { alarms } = await this.parts.channels.ready();
    if (isAcknowledgement(payload)) return alarms.acknowledgingFor(() => client.alarm.acknowledgeAll());
    const said = this.understood('alarms', readWords(payload, 'alarms'));
    await alarms.ownWords.during(said, async () => {
      for (const words of said) await client.channel.publish({ channel: 'alarms', payload: { ...words } });
    });
  }

  private async logs(payload: unknown, client: ProcedureClient): Promise<void> {
    const said = this.understood('logs', readWords(payload, 'entries'));
    await this.parts.channels.logWords.during(said, async () => {
      try {
        for (const words of said) await client.channel.publish({ channel: 'logs', payload: { ...words } });
      } catch (error) {
        // Who writes too much into our log is heard by classic clients all the same.
        if (!(error instanceof ORPCError) || error.code !== 'LIMIT_REACHED') throw error;
        this.parts.onStrange('logs', error.message);
      }
    });
  }

  private async data(payload: unknown, text: string, client: ProcedureClient): Promise<void> {
    const { channels, settings, onStrange } = this.parts;
    const data = readOutsideData(payload);
    if (typeof data === 'string') {
      onStrange('data', data);
      return channels.relay('data', text);
    }
    await this.takeData(data, client, settings.unit);
    channels.relayData(data.controllerId, text);
  }

  private async takeData(data: OutsideData, client: ProcedureClient, unit: 'C' | 'F'): Promise<void> {
    const { services, channels } = this.parts;
    const { controllers } = await channels.ready();
    const bridge = data.controllerId === null ? null : controllers.bridgeOf(data.controllerId);
    if (bridge !== null) services.classic.receive(bridge.device.id, feedReadings(data, bridge.unit));
    const readings = externalReadings(data, bridge?.unit ?? unit, bridge?.device.name ?? null);
    for (const reading of readings) {
      await client.channel.publish({ channel: 'data', payload: { ...reading } });
    }
  }

  private understood(channel: string, { words, strange }: SaidList): SaidList['words'] {
    if (strange !== null) this.parts.onStrange(channel, strange);
    return words;
  }

  private forUsers(channel: string, payload: unknown, text: string): void {
    try {
      this.parts.channels.publishUser(channel, payload, text);
    } catch (error) {
      throw toApiError(error);
    }
  }
}

/** The payload inside of the text; a text that has none is a payload itself. */
function payloadOf(text: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse('data', 'must be JSON');
  }
  const problem = plainJsonProblem(json);
  if (problem !== null) throw refuse('data', problem);
  if (typeof json !== 'object' || json === null || !('payload' in json)) return json;
  return json.payload;
}

/** Publishing needs the same role whichever way it is done. */
function checkRole(actor: Actor): void {
  const { role } = channelProcedures.publish['~orpc'].meta;
  if (!roleAllows(actor.role, role))
    throw new RequestProblem(403, `You may not do this: it needs the role ${role}`);
}

import type { ConsoleServices } from '#main/app/services.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { BRIDGE_DRIVER } from '#shared/domain/bridge-connection.ts';
import type { Device } from '#shared/domain/device.ts';
import type { LogEntry } from '#shared/domain/log-entry.ts';
import type { DataPayload } from '#shared/domain/vessel-state.ts';
import { AlarmWatch } from './alarm-watch.ts';
import { ControllerWatch } from './controller-watch.ts';
import { latest, listen, listenAny } from './hub-events.ts';
import { OwnWords } from './own-words.ts';
import { type ProfilePayload, watchProfiles } from './profile-watch.ts';
import { RecentData } from './recent-data.ts';
import type { ClassicSettings } from './settings.ts';
import { silentData, toClassicData } from './vessel-data.ts';

/** Takes one frame, serialised; a `lossy` one is followed by a newer one of its kind. Must not throw or wait. */
export type Listener = (frame: string, lossy: boolean) => void;

/** Those who listen to one channel, and what of the hub is listened to for them. */
interface Room {
  readonly listeners: Set<Listener>;
  readonly close: () => void;
  /** Texts that go on as they came, by the number of their event in the hub. */
  readonly texts: Map<number, string>;
}

export interface ClassicChannelsParts {
  readonly services: ConsoleServices;
  readonly settings: ClassicSettings;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

/**
 * The channels of the original, made from ours: each event is put into the original's shape once, however many classic clients
 * listen, and not at all when nobody does.
 */
export class ClassicChannels {
  /** Log entries that reach the classic clients in the words of who added them. */
  readonly logWords = new OwnWords();
  private readonly parts: ClassicChannelsParts;
  private readonly rooms = new Map<string, Room>();
  private readonly recent: RecentData;
  private watches: Promise<Watches> | null = null;

  constructor(parts: ClassicChannelsParts) {
    this.parts = parts;
    this.recent = new RecentData(parts.timers);
    parts.settings.onChange((setting) =>
      this.say('_appsettings', { eventType: 'change', settings: [setting] }),
    );
  }

  /** Gets to know the brewery, once. @throws what the procedures throw; then it is tried again the next time. */
  async ready(): Promise<Watches> {
    this.watches ??= this.openWatches();
    try {
      return await this.watches;
    } catch (error) {
      this.watches = null;
      throw error;
    }
  }

  /** Listens to nothing any more. */
  async close(): Promise<void> {
    for (const room of this.rooms.values()) room.close();
    this.rooms.clear();
    const watches = await this.watches?.catch(() => null);
    watches?.close();
  }

  /**
   * Listens to a channel, after `ready`.
   * @returns the frames that a new listener is given first. @throws AppError when too many channels are listened to.
   */
  async subscribe(
    channel: string,
    listener: Listener,
  ): Promise<{ readonly frames: readonly string[]; readonly unsubscribe: () => void }> {
    const watches = await this.ready();
    const room = this.rooms.get(channel) ?? this.open(channel, watches);
    room.listeners.add(listener);
    const frames = this.retained(channel, watches);
    const unsubscribe = (): void => {
      room.listeners.delete(listener);
      if (room.listeners.size > 0 || this.rooms.get(channel) !== room) return;
      this.rooms.delete(channel);
      room.close();
    };
    return { frames, unsubscribe };
  }

  /** Sends a text on as it came. */
  relay(channel: string, text: string, lossy = false): void {
    const room = this.rooms.get(channel);
    if (room === undefined) return;
    const frame = envelope(channel, text);
    for (const listener of room.listeners) listener(frame, lossy);
  }

  /** Sends on what a program has said of a controller, and keeps it for new listeners as long as it is fresh. */
  relayData(controllerId: number | null, text: string): void {
    if (controllerId !== null) this.recent.keep(controllerId, text);
    this.relay('data', text, true);
  }

  /** Publishes on a channel of the users; classic clients get the text as it came. @throws AppError. */
  publishUser(channel: string, payload: unknown, text: string): void {
    const seq = this.parts.services.hub.publishUser(channel, payload);
    this.rooms.get(channel)?.texts.set(seq, text);
  }

  private async openWatches(): Promise<Watches> {
    const { services, settings, onError } = this.parts;
    const unit = (): typeof settings.unit => settings.unit;
    const controllers = await ControllerWatch.open({
      services,
      say: (payload) => this.say('_iocontrollers', payload),
      onLost: (device, text) => this.lost(device, text),
      onError,
    });
    const say = (payload: ProfilePayload): void => this.say('_profiles', payload);
    const endProfiles = await watchProfiles(services, { unit, say, onError });
    const alarms = new AlarmWatch(services, (payload) => this.say('alarms', payload), onError);
    const close = (): void => {
      controllers.close();
      endProfiles();
      alarms.close();
    };
    return { controllers, alarms, close };
  }

  private open(channel: string, watches: Watches): Room {
    const { hub } = this.parts.services;
    const { onError } = this.parts;
    const texts = new Map<number, string>();
    const close = ((): (() => void) => {
      switch (channel) {
        case 'data':
          return listen(hub, 'data', onError, (events) =>
            events.forEach(({ payload }) => this.tellData(payload, watches)),
          ).stop;
        case 'logs':
          return listen(hub, 'logs', onError, (events) => this.tellLogs(events.map((each) => each.payload)))
            .stop;
        case 'alarms':
          return nothing;
        default:
          return channel.startsWith('_') ? nothing : this.passOn(channel, texts);
      }
    })();
    const room: Room = { listeners: new Set(), close, texts };
    this.rooms.set(channel, room);
    return room;
  }

  /** Any other channel goes through as it is. */
  private passOn(channel: string, texts: Map<number, string>): () => void {
    const { services, onError } = this.parts;
    return listenAny(services.hub, channel, onError, (events) => {
      for (const { seq, payload } of events) {
        this.relay(channel, texts.get(seq) ?? JSON.stringify({ channel, payload }));
        texts.delete(seq);
      }
    }).stop;
  }

  private retained(channel: string, watches: Watches): string[] {
    const toFrame = (payload: unknown): string => envelope(channel, JSON.stringify({ channel, payload }));
    if (channel === 'alarms') return watches.alarms.retained().map(toFrame);
    if (channel !== 'data') return [];
    const states = latest(this.parts.services.hub, 'data');
    const shown = states.flatMap(({ payload }) => this.dataOf(payload, watches) ?? []);
    return [...shown.map(toFrame), ...this.recent.texts().map((text) => envelope(channel, text))];
  }

  private tellData(payload: DataPayload, watches: Watches): void {
    const data = this.dataOf(payload, watches);
    if (data !== null) this.say('data', data, true);
  }

  /** What is shown of a vessel; null for what the original does not show, and while a bridge tells it itself. */
  private dataOf(payload: DataPayload, { controllers }: Watches): ReturnType<typeof toClassicData> | null {
    if (payload.type !== 'vessel') return null;
    const controller = controllers.ofVessel(payload.vesselId);
    if (controller === null) return null;
    const { device } = controller;
    const isBridged = device?.driver === BRIDGE_DRIVER && controllers.isConnected(device.id);
    return isBridged ? null : toClassicData(payload, controller, this.parts.settings.unit);
  }

  private tellLogs(entries: readonly LogEntry[]): void {
    const own = entries.filter((entry) => !this.logWords.has(entry));
    if (own.length === 0) return;
    this.say('logs', { entries: own.map(({ source, message }) => ({ source, msg: message })) });
  }

  /** What a device said before it was lost is no news any more. */
  private lost(device: Device, text: string): void {
    if (device.driver !== BRIDGE_DRIVER) return;
    const n = this.parts.services.classic.ids.numberOf('device', device.id);
    this.recent.forget(n);
    this.say('data', silentData({ id: n, name: device.name }, text));
  }

  private say(channel: string, payload: unknown, lossy = false): void {
    if (this.rooms.has(channel)) this.relay(channel, JSON.stringify({ channel, payload }), lossy);
  }
}

/** What is known of the brewery once somebody wants to hear of it. */
export interface Watches {
  readonly controllers: ControllerWatch;
  readonly alarms: AlarmWatch;
  readonly close: () => void;
}

/** The original's envelope: a JSON text inside of JSON. */
export function envelope(channel: string, text: string): string {
  return JSON.stringify({ channel, data: text });
}

function nothing(): void {}

import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type ChannelClient, createChannelClient } from '#shared/contract/channel-client.ts';
import { type ConsoleChannel, type ConsolePayload, consoleChannels } from '#shared/contract/channels.ts';
import {
  createPortChannels,
  createPortLink,
  type PortEnd,
  type PortLink,
} from '#shared/contract/port-link.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import { defaultSettings, type KnownSettingName, type Setting } from '#shared/domain/setting.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import type { DesktopCore } from './core.ts';

/** What the tray, the notices and the power-save blocker go by. */
export interface BreweryState {
  readonly names: ReadonlyMap<string, string>;
  readonly vessels: ReadonlyMap<string, VesselState>;
  /** Alarms that are not over. */
  readonly alarms: ReadonlyMap<string, Alarm>;
  readonly settings: ReadonlyMap<string, Setting['value']>;
  /** Where browsers find the console, or null. */
  readonly url: string | null;
}

export interface WatchListener {
  /** Something has changed. */
  readonly changed: (state: BreweryState) => void;
  /** An alarm was raised after the app had started, or came back from the shelf unseen. */
  readonly raised: (alarm: Alarm) => void;
}

/** Follows the brewery as any client does: over two ports of its own. */
export class ConsoleWatch {
  private readonly core: DesktopCore;
  private readonly listener: WatchListener;
  private readonly names = new Map<string, string>();
  private readonly vessels = new Map<string, VesselState>();
  private readonly alarms = new Map<string, Alarm>();
  private readonly settings = new Map<string, Setting['value']>(Object.entries(defaultSettings));
  private url: string | null = null;
  private link: PortLink;
  private channels: PortEnd;
  private client: ChannelClient | null = null;
  private over = false;

  constructor(core: DesktopCore, listener: WatchListener) {
    this.core = core;
    this.listener = listener;
    [this.link, this.channels] = this.openPorts();
    void this.begin();
  }

  get state(): BreweryState {
    const { names, vessels, alarms, settings, url } = this;
    return { names, vessels, alarms, settings, url };
  }

  /** Changes a setting; whether it worked is told by the channel. */
  async set(name: string, value: Setting['value']): Promise<void> {
    await this.link.procedures.setting.set({ name, value });
  }

  close(): void {
    this.over = true;
    this.client?.close();
    this.link.close();
  }

  /** Lists first: what is on a channel and in no list is new. */
  private async begin(): Promise<void> {
    await this.load((alarms) => {
      for (const alarm of alarms) this.alarms.set(alarm.id, alarm);
    });
    if (this.over) return;
    let first = true;
    this.client = createChannelClient({
      connect: () => {
        if (!first) this.renewPorts();
        first = false;
        return createPortChannels(this.channels);
      },
      timers: { nowMs: () => performance.now(), after },
      random: Math.random,
    });
    this.follow(this.client);
    this.listener.changed(this.state);
  }

  private openPorts(): [PortLink, PortEnd] {
    const procedures = new MessageChannel();
    const channels = new MessageChannel();
    this.core.openWindow({ procedures: procedures.port2, channels: channels.port2 });
    return [createPortLink(endOf(procedures.port1)), endOf(channels.port1)];
  }

  private renewPorts(): void {
    this.link.close();
    [this.link, this.channels] = this.openPorts();
  }

  private async load(takeAlarms: (alarms: readonly Alarm[]) => void): Promise<void> {
    const { system, vessel, alarm, setting } = this.link.procedures;
    try {
      const [status, vessels, alarms, settings] = await Promise.all([
        system.status(),
        vessel.list(),
        alarm.list({}),
        setting.list(),
      ]);
      this.url = status.remoteAccess.url;
      for (const { id, name } of vessels) this.names.set(id, name);
      takeAlarms(alarms);
      for (const { name, value } of settings) this.settings.set(name, value);
    } catch {
      // What is missing comes over the channels.
    }
  }

  private follow(client: ChannelClient): void {
    const on = <C extends ConsoleChannel>(channel: C, apply: (payload: ConsolePayload<C>) => void): void => {
      client.subscribe(channel, {
        onEvent: ({ payload }) => {
          const parsed = consoleChannels[channel].safeParse(payload);
          if (!parsed.success) return;
          apply(parsed.data as ConsolePayload<C>);
          this.listener.changed(this.state);
        },
        onReload: () => void this.reload(),
      });
    };
    on('data', (payload) => {
      if (payload.type === 'vessel') this.vessels.set(payload.vesselId, payload);
    });
    on('vessels', (payload) => this.changeVessel(payload));
    on('alarms', (alarm) => this.changeAlarm(alarm));
    on('settings', (payload) => this.changeSetting(payload));
    on('console', ({ remoteAccess }) => {
      this.url = remoteAccess.url;
    });
  }

  private changeVessel(payload: ConsolePayload<'vessels'>): void {
    if (payload.type === 'saved') {
      this.names.set(payload.vessel.id, payload.vessel.name);
    } else {
      this.names.delete(payload.vesselId);
      this.vessels.delete(payload.vesselId);
    }
  }

  /** Too much was missed: what came meanwhile is told now, and what is over is forgotten. */
  private async reload(): Promise<void> {
    await this.load((alarms) => {
      const there = new Set(alarms.map(({ id }) => id));
      for (const id of this.alarms.keys()) if (!there.has(id as Alarm['id'])) this.alarms.delete(id);
      for (const alarm of alarms) this.changeAlarm(alarm);
    });
    this.listener.changed(this.state);
  }

  private changeAlarm(alarm: Alarm): void {
    const before = this.alarms.get(alarm.id);
    const isNew = waits(alarm) && (before === undefined || !waits(before));
    if (alarm.state === 'normal') this.alarms.delete(alarm.id);
    else this.alarms.set(alarm.id, alarm);
    if (isNew) this.listener.raised(alarm);
  }

  private changeSetting(payload: ConsolePayload<'settings'>): void {
    if (payload.type === 'saved') this.settings.set(payload.setting.name, payload.setting.value);
    else if (isKnown(payload.name)) this.settings.set(payload.name, defaultSettings[payload.name]);
    else this.settings.delete(payload.name);
  }
}

/** Somebody has to see it now. Shelved alarms wait for their time. */
function waits({ state, shelved }: Alarm): boolean {
  return shelved === null && (state === 'unacknowledged' || state === 'cleared-unacknowledged');
}

function isKnown(name: string): name is KnownSettingName {
  return Object.hasOwn(defaultSettings, name);
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

function endOf(port: MessagePort): PortEnd {
  return {
    post: (message) => port.postMessage(message),
    close: () => port.close(),
    listen: ({ message, closed }) => {
      port.on('message', message);
      port.on('close', closed);
    },
  };
}

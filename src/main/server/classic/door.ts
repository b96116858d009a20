import type { ConsoleServices } from '#main/app/services.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { closeCodes } from '../channel-session.ts';
import type { Refusal } from '../problem.ts';
import type { SocketDoor, SocketLink, SocketSession } from '../websocket.ts';
import type { ClassicChannels } from './channels.ts';
import { type Complaint, Complaints } from './complaints.ts';
import { ClassicSession } from './session.ts';
import type { ClassicSettings } from './settings.ts';

/** Where the original's WebSocket is. */
export const CLASSIC_SOCKET_PATH = '/socket';

/** What is said while the classic protocol is switched off. */
export const SWITCHED_OFF =
  'The protocol of the original maelstrom is switched off: switch classic.enabled on in the settings';

/** The way in for clients of the original; switching the protocol off closes it and ends who is inside. */
export class ClassicDoor implements SocketDoor {
  private readonly parts: {
    readonly services: ConsoleServices;
    readonly settings: ClassicSettings;
    readonly channels: ClassicChannels;
    readonly timers: Timers;
    readonly onError: (error: unknown) => void;
  };
  private readonly badFrames: Complaints;
  private readonly inside = new Map<ClassicSession, SocketLink>();

  constructor(parts: ClassicDoor['parts']) {
    this.parts = parts;
    this.badFrames = new Complaints(parts.timers, (complaint) =>
      parts.services.classic.note('warning', 'classic', describe(complaint)),
    );
    parts.settings.onChange(() => {
      if (!parts.settings.enabled) this.turnOut();
    });
  }

  refusal(): Refusal | null {
    return this.parts.settings.enabled ? null : { status: 404, message: SWITCHED_OFF };
  }

  say(refusal: Refusal): unknown {
    return classicRefusal(refusal);
  }

  open(link: SocketLink, { address }: { readonly address: string }): SocketSession {
    const { channels, timers, onError } = this.parts;
    const onBadFrame = (why: string): void => this.badFrames.add(address, why);
    const session = new ClassicSession({ channels, link, timers, onBadFrame, onError });
    this.inside.set(session, link);
    return {
      receive: (text) => session.receive(text),
      receiveOther: (length) => session.receiveOther(length),
      alive: () => session.alive(),
      close: () => {
        this.inside.delete(session);
        session.close();
      },
    };
  }

  private turnOut(): void {
    for (const [session, link] of this.inside) {
      session.close();
      link.closeWith(closeCodes.goingAway, 'the classic protocol is switched off');
    }
    this.inside.clear();
  }
}

/** How the original says a refusal. */
export function classicRefusal({ message }: Refusal): unknown {
  return { error: message };
}

function describe({ subject, count, why }: Complaint): string {
  const from = `of a client at ${subject}`;
  return count === 1
    ? `A frame ${from} was left out: ${why}`
    : `${count} frames ${from} were left out; the last one: ${why}`;
}

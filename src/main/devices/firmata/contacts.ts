import type { RawReading } from '#main/app/ports/driver.ts';
import type { FirmataPoint } from './addresses.ts';
import { commands, type PinMode, pinModes } from './codec.ts';

/** Each contact is asked this often, so that neither a lost change nor a board that has forgotten it lasts, ms. */
const ASK_EVERY_MS = 1000;
/** A pin that has so often in turn another mode than it had was reset; once may be damage on the line. */
const RESET_AFTER = 2;

export type ContactPoint = Extract<FirmataPoint, { use: 'contact' }>;

export interface ContactsEvents {
  readonly send: (bytes: Uint8Array) => void;
  readonly onReading: (address: string, reading: RawReading) => void;
  /** A pin is no input any more though it was one: the board has started anew, and nobody has heard it. */
  readonly onForgotten: () => void;
}

interface Contact {
  readonly pin: number;
  readonly mode: PinMode;
  /** What the board has reported and not yet vouched for. */
  reported: 0 | 1 | null;
  /** The board was asked for the pin's mode and has not answered. */
  asked: boolean;
  /** The pin has had its mode on this connection. */
  proven: boolean;
  /** So often in turn it had another one. */
  strikes: number;
}

/**
 * The contacts of one connection. A report alone proves nothing: firmware says 0 for pins that are no inputs. So a value is
 * told only when the board has said, after it, that the pin still is the input that was asked for; it says everything in
 * order. A contact of which nothing of that kind comes is not told again, and grows stale.
 */
export class Contacts {
  private readonly events: ContactsEvents;
  private readonly held = new Map<string, Contact>();
  private askedMs = Number.NEGATIVE_INFINITY;

  constructor(events: ContactsEvents) {
    this.events = events;
  }

  /** Forgets the contacts that `isWanted` denies. */
  retain(isWanted: (address: string) => boolean): void {
    for (const address of this.held.keys()) if (!isWanted(address)) this.held.delete(address);
  }

  /** Sets a pin up; does nothing for a contact that is known. */
  add(address: string, point: ContactPoint): void {
    if (this.held.has(address)) return;
    const { pin } = point;
    const mode = contactMode(point);
    this.held.set(address, { pin, mode, reported: null, asked: false, proven: false, strikes: 0 });
    this.events.send(commands.pinMode(pin, mode));
    this.events.send(commands.reportDigital(portOf(pin), true));
  }

  /** @param nowMs monotonic; called several times a second while the board answers. */
  step(nowMs: number): void {
    if (nowMs - this.askedMs < ASK_EVERY_MS) return;
    this.askedMs = nowMs;
    const contacts = [...this.held.values()];
    // A board answers this with what the pins of the port are now, and reports changes from then on.
    for (const port of new Set(contacts.map(({ pin }) => portOf(pin))))
      this.events.send(commands.reportDigital(port, true));
    for (const contact of contacts) {
      contact.reported = null;
      this.ask(contact);
    }
  }

  /** The board has reported a port; bit 0 is its first pin. */
  takePort(port: number, bits: number): void {
    for (const contact of this.held.values()) {
      if (portOf(contact.pin) !== port) continue;
      contact.reported = (bits >> (contact.pin & 7)) & 1 ? 1 : 0;
      if (!contact.asked) this.ask(contact);
    }
  }

  /** The board has said in which mode a pin is; null when it does not know the pin. */
  takeMode(pin: number, mode: number | null): void {
    for (const [address, contact] of this.held) {
      if (contact.pin !== pin) continue;
      contact.asked = false;
      const { reported } = contact;
      contact.reported = null;
      if (mode !== contact.mode) {
        this.strike(address, contact);
        continue;
      }
      contact.proven = true;
      contact.strikes = 0;
      if (reported !== null) this.events.onReading(address, { quality: 'good', value: reported });
    }
  }

  private strike(address: string, contact: Contact): void {
    contact.strikes += 1;
    this.events.onReading(address, { quality: 'bad', reason: 'no-reading' });
    if (!contact.proven) return;
    if (contact.strikes >= RESET_AFTER) this.events.onForgotten();
    else this.ask(contact);
  }

  private ask(contact: Contact): void {
    contact.asked = true;
    this.events.send(commands.pinState(contact.pin));
  }
}

/** The mode of a contact's pin. */
export function contactMode({ pullUp }: ContactPoint): PinMode {
  return pullUp ? pinModes.pullUp : pinModes.input;
}

/** Firmware reports pins in ports of eight. */
function portOf(pin: number): number {
  return pin >> 3;
}

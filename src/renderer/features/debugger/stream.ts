import { create } from 'zustand';
import type { Api } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { sampleReading } from './samples.ts';

/** Readings a second at most, of all instruments together: what the console is asked for one by one. */
export const STREAM_MAX_PER_S = 20;

/** The stream of readings that this page sends. It goes on while other screens are looked at. */
interface StreamStore {
  readonly running: boolean;
  readonly sent: number;
  /** Why it ended by itself; null otherwise. */
  readonly error: string | null;
}

export const useStream = create<StreamStore>(() => ({ running: false, sent: 0, error: null }));

let timer: ReturnType<typeof setInterval> | undefined;
/** Counts the streams: what an earlier one is answered late says nothing about the present one. */
let streams = 0;

/** Begins to send readings in turns of some instruments. One that was not answered yet holds up the next. */
export function startStream(
  api: Api,
  options: { readonly perS: number; readonly instruments: number },
): void {
  stopStream();
  useStream.setState({ running: true, sent: 0, error: null });
  streams += 1;
  const mine = streams;
  let busy = false;
  let turn = 0;
  const send = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const payload = sampleReading((turn % options.instruments) + 1, performance.now() / 1000);
      turn += 1;
      await api.channel.publish.call({ channel: 'data', payload });
      if (mine === streams) useStream.setState(({ sent }) => ({ sent: sent + 1 }));
    } catch (error) {
      if (mine !== streams) return;
      stopStream();
      useStream.setState({ error: errorText(error) });
    } finally {
      busy = false;
    }
  };
  timer = setInterval(() => void send(), 1000 / options.perS);
  void send();
}

/** Ends the stream; its last readings stay on the channel. */
export function stopStream(): void {
  clearInterval(timer);
  useStream.setState({ running: false });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { serialConnector } from '#main/devices/transports/serial.ts';
import type { BrewPiBoard } from '#test/rig/brewpi/board.ts';
import { lastLink, openDriver, plugBoard } from '#test/rig/brewpi/listener.ts';
import { answersTo, readTranscript } from '#test/rig/brewpi/transcript.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

/** Listens at the port of a board. */
async function listenTo(board: BrewPiBoard) {
  const heard = { said: '' };
  const onData = (bytes: Uint8Array): void => {
    heard.said += Buffer.from(bytes).toString('latin1');
  };
  const port = serialConnector({ path: board.path, baudRate: 57_600 });
  const transport = await port.open({ onData, onClosed: () => {} });
  onTestFinished(() => transport.close());
  return { heard, write: (text: string) => transport.write(Buffer.from(text, 'latin1')) };
}

describeWithSocat('the board of the rig', () => {
  it('answers each recorded command with the recorded lines', async () => {
    const recording = readTranscript('transcript-0.2.13');
    const board = await plugBoard();
    const { heard, write } = await listenTo(board);
    // In the recording some were sent while the board was deaf.
    const recorded = (command: string) =>
      answersTo(recording, command).flatMap((lines) => lines.join('') || []);
    const ask = async (command: string) => {
      heard.said = '';
      write(command);
      await vi.waitFor(() => expect(recorded(command)).toContain(heard.said), {
        timeout: 8000,
        interval: 50,
      });
    };
    await ask('n');
    for (const command of ['j{mode:b, beerSet:18.0}', 't', 's', 'j{"mode":"f","fridgeSet":4.5}', 't', 'l']) {
      // In the recording the door was open by then.
      if (command === 'l') board.held.display = 'Door open';
      await ask(command);
      await sleep(1000);
    }
  });

  it('with firmware 0.2.4 says all that the recorded one said, from new to its restart', async () => {
    const recording = readTranscript('transcript-0.2.4').filter(({ section }) => section === 'A');
    const restart = recording.findIndex(({ text }) => text === 'R');
    // What it said before it was spoken to belongs to its start.
    const first = recording.findIndex(({ direction }) => direction === 'sent');
    const session = recording.slice(first, restart);
    const recorded = session.filter(({ direction }) => direction === 'received').map(({ text }) => text);
    const board = await plugBoard({
      firmware: '0.2.4',
      installed: false,
      held: { beer: null, chamber: null },
    });
    board.held.display = 'Idling for     00m09';
    const { heard, write } = await listenTo(board);
    for (const { text } of session.filter(({ direction }) => direction === 'sent')) {
      if (text === 'E') Object.assign(board.held, { beer: 20, chamber: 20, display: null });
      const before = heard.said;
      write(text);
      // It takes the next one while it prints, and answers them one after the other.
      await vi.waitFor(() => expect(heard.said).not.toBe(before), { timeout: 8000 });
    }
    await vi.waitFor(() => expect(heard.said.split('\r\n')).toEqual(recorded.join('').split('\r\n')), {
      timeout: 8000,
    });
  });

  it.each(['0.2.13', '0.2.4'] as const)(
    'with firmware %s cools the beer while one looks, when its time runs fast',
    async (firmware) => {
      const board = await plugBoard({ firmware, physics: true, speed: 200 });
      const { driver, heard } = openDriver(board.path);
      await vi.waitFor(() => expect(lastLink(heard)).toBe('connected'), { timeout: 10_000 });
      await driver.command({ mode: 'auto', target: 'beer', source: 'constant', spC: 18 });
      const activities = new Set<string | undefined>();
      const until = async (check: () => void, timeout: number): Promise<void> => {
        await vi.waitFor(
          () => {
            activities.add(heard.report?.activity);
            check();
          },
          { timeout, interval: 50 },
        );
      };
      await until(() => expect(heard.report?.activity).toBe('cooling'), 20_000);
      expect(board.parts.closed(5)).toBe(true);
      await until(
        () => expect(heard.readings.get('beer')).toMatchObject({ value: expect.closeTo(19.5, 0.3) }),
        40_000,
      );
      const chamber = heard.readings.get('chamber');
      expect(chamber?.quality === 'good' && chamber.value).toBeLessThan(15);
      expect([...activities]).toContain('waiting');
      await driver.allOff();
      await vi.waitFor(() => expect(board.parts.closed(5)).toBe(false), { timeout: 3000 });
    },
  );
});

it('is played by a command that says what it can', async () => {
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, ['test/rig/brewpi/run.ts', ...args]);
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    return { child, said: () => said };
  };
  const playing = await run('--tcp', '--fast', '60', '--firmware', '0.2.4', '--new');
  await vi.waitFor(() => expect(playing.said()).toMatch(/firmware 0\.2\.4 is at 127\.0\.0\.1:\d+/), {
    timeout: 15_000,
  });
  const wrong = await run('--fast', '0');
  const [code] = await once(wrong.child, 'close');
  expect(code).toBe(1);
  expect(wrong.said()).toMatch(/^--fast must be from 1 to 1000\n/);
  for (const word of ['--tcp', '--new', '--firmware', '--fast']) expect(wrong.said()).toContain(word);
});

/** A console's driver in a process of its own, to be killed: switches D8 on and says so. */
import { GuardedWork } from '#main/app/ports/later-work.ts';
import { firmataFamily } from '#main/devices/firmata/driver.ts';

const [, , connection = ''] = process.argv;
const onFault = (error: unknown): void => console.error(error);
const { run, every, after } = new GuardedWork(onFault);
const driver = firmataFamily.open({
  connection,
  clock: { speed: 1, nowMs: () => performance.now(), wallMs: () => Date.now() },
  points: () => [{ kind: 'output', address: 'D8', outputKind: 'contactor' }],
  onReading: () => {},
  onBoard: () => {},
  onLog: () => {},
  onLink: (link) => {
    if (link !== 'connected' || driver.kind !== 'points') return;
    setImmediate(() => driver.kind === 'points' && driver.write('D8', 100, { validForMs: 60_000 }));
  },
  onDeadMan: () => {},
  onFault,
  run,
  every,
  after,
  onStep: () => {},
  memory: { load: () => null, provide: () => {} },
});

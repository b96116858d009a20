/** A console's driver in a process of its own, to be killed: switches GPIO17 on. */
import { GuardedWork } from '#main/app/ports/later-work.ts';
import { type LinuxPlaces, linuxFamilyAt } from '#main/devices/linux/driver.ts';

const [, , places = '{}'] = process.argv;
const onFault = (error: unknown): void => console.error(error);
const { run, every, after } = new GuardedWork(onFault);
const driver = linuxFamilyAt(JSON.parse(places) as LinuxPlaces).open({
  connection: '',
  clock: { speed: 1, nowMs: () => performance.now(), wallMs: () => Date.now() },
  points: () => [{ kind: 'output', address: 'GPIO17', outputKind: 'contactor' }],
  onReading: () => {},
  onBoard: () => {},
  onLog: () => {},
  onLink: (link) => {
    if (link === 'connected' && driver.kind === 'points') driver.write('GPIO17', 100, { validForMs: 60_000 });
  },
  onDeadMan: () => {},
  onFault,
  run,
  every,
  after,
  onStep: () => {},
  memory: { load: () => null, provide: () => {} },
});

import type { AlarmCondition, AlarmRule, AlarmRuleConfig } from '#shared/domain/alarm-rule.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { addFermenter, firstDevice } from './brewery.ts';
import { brewer, startTestConsole, type TestConsole } from './console.ts';
import { ManualTime } from './manual-time.ts';
import { createTestBoard, type TestBoard } from './test-board.ts';

export const vesselSubject = (id: VesselId) => ({ kind: 'vessel', id }) as const;
export const pointSubject = (id: PointId) => ({ kind: 'point', id }) as const;
export const deviceSubject = (id: DeviceId) => ({ kind: 'device', id }) as const;

/** A rule as a user would send it. */
export function aRule(condition: AlarmCondition, change: Partial<AlarmRuleConfig> = {}): AlarmRuleConfig {
  return {
    name: 'Watch',
    enabled: true,
    priority: 'medium',
    condition,
    onDelayS: 0,
    offDelayS: 0,
    consequence: '',
    response: '',
    ...change,
  };
}

export interface WatchedFermenter extends TestConsole {
  readonly time: ManualTime;
  readonly board: TestBoard;
  readonly vessel: Vessel;
  readonly beer: PointId;
  readonly device: DeviceId;
  /** Sets up an alarm. */
  readonly watch: (condition: AlarmCondition, change?: Partial<AlarmRuleConfig>) => Promise<AlarmRule>;
  /** Shows a beer temperature for so many seconds; null is a probe that does not answer. @returns the states of the alarms. */
  readonly pass: (beerC: number | null, seconds: number) => Promise<string[]>;
  /** Code and state of each alarm that is not over. */
  readonly states: () => Promise<string[]>;
}

/** A console with nothing but a board and its fermenter, which is off. */
export async function startWatchedFermenter(): Promise<WatchedFermenter> {
  const time = new ManualTime();
  const board = createTestBoard();
  const test = await startTestConsole({ time, families: [board.family] });
  await test.procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  board.show('beer', 20);
  board.show('air', 20);
  const vessel = await addFermenter(test);
  const beer = vessel.sensors.beer;
  if (beer === null) throw new Error('The fermenter has no beer sensor');
  return {
    ...test,
    time,
    board,
    vessel,
    beer,
    device: await firstDevice(test),
    ...handle(test, time, board),
  };
}

/** The same brewery after the console was stopped and started again. */
export async function restartWatched(before: WatchedFermenter): Promise<WatchedFermenter> {
  await before.console.stop();
  const { time, board, dataDir } = before;
  const test = await startTestConsole({ time, dataDir, families: [board.family] });
  return { ...before, ...test, ...handle(test, time, board) };
}

function handle(
  { procedures }: TestConsole,
  time: ManualTime,
  board: TestBoard,
): Pick<WatchedFermenter, 'watch' | 'pass' | 'states'> {
  const states = async (): Promise<string[]> =>
    (await procedures.alarm.list({}, brewer)).map(({ code, state }) => `${code} ${state}`);
  return {
    watch: async (condition, change) => procedures.alarmRule.create(aRule(condition, change), brewer),
    pass: async (beerC, seconds) => {
      board.show('beer', beerC ?? { quality: 'bad', reason: 'open-circuit' });
      await time.advance({ seconds });
      return states();
    },
    states,
  };
}

import { beforeEach, expect, it } from 'vitest';
import { answerRun, changeRuns, loadRuns, useRuns } from '#renderer/stores/runs.ts';
import { type MashRun, runSchema } from '#shared/domain/run.ts';

function mash(phase: MashRun['place']['phase'], elapsedAtMs: number): MashRun {
  return runSchema.parse({
    id: 'run-1',
    vesselId: 'mash-tun',
    profileId: 'step-mash',
    profileName: 'Step mash',
    state: 'running',
    startedAtMs: 1000,
    endedAtMs: null,
    elapsedS: (elapsedAtMs - 1000) / 1000,
    elapsedAtMs,
    kind: 'mash',
    steps: [{ name: 'Mash in', spC: 52, durationS: 0, atEnd: 'wait', additions: [] }],
    place: { stepIndex: 0, phase, timerS: 0, extraS: 0, calledOut: [] },
  }) as MashRun;
}

const phaseNow = (): unknown => {
  const run = useRuns.getState().byVessel['mash-tun'];
  return run?.kind === 'mash' ? run.place.phase : null;
};

beforeEach(() => loadRuns([mash('reaching', 2000)]));

it('an answer that is overtaken by the channel changes nothing', () => {
  changeRuns([mash('waiting', 4000)]);
  answerRun(mash('timing', 3000));
  expect(phaseNow()).toBe('waiting');
});

it('an answer that comes first is taken', () => {
  answerRun(mash('timing', 3000));
  expect(phaseNow()).toBe('timing');
  changeRuns([mash('waiting', 4000)]);
  expect(phaseNow()).toBe('waiting');
});

it('the channel is believed also when the clock of the console was set back', () => {
  changeRuns([mash('waiting', 1500)]);
  expect(phaseNow()).toBe('waiting');
});

it('another run on the vessel is a new one', () => {
  answerRun({ ...mash('timing', 1500), id: 'run-2' as MashRun['id'] });
  expect(phaseNow()).toBe('timing');
});

import type { AlarmCondition, AlarmRuleConfig } from '#shared/domain/alarm-rule.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';

/** What a rule may watch. */
export interface RuleSurroundings {
  readonly point: (id: PointId) => Pick<Point, 'kind' | 'name'> | undefined;
  readonly vessel: (id: VesselId) => { readonly name: string } | undefined;
  readonly device: (id: DeviceId) => { readonly name: string } | undefined;
}

/** @throws AppError `invalid` with the first thing that does not fit, in words, at the field where it is. */
export function checkAlarmRule({ condition }: AlarmRuleConfig, around: RuleSurroundings): void {
  checkSubject(condition, around);
  if (condition.when === 'deviation' && condition.hysteresisC >= condition.bandC)
    throw new AppError(
      'invalid',
      'condition.hysteresisC: must be smaller than the band, or the alarm never ends',
    );
}

function checkSubject({ when, subject }: AlarmCondition, around: RuleSurroundings): void {
  const { kind, id } = subject;
  if (kind === 'vessel') {
    if (around.vessel(id) === undefined) throw noSuch('vessel', id);
    return;
  }
  if (kind === 'device') {
    if (around.device(id) === undefined) throw noSuch('device', id);
    return;
  }
  const point = around.point(id);
  if (point === undefined) throw noSuch('point', id);
  const problem = misfit(when, point);
  if (problem !== null) throw new AppError('invalid', `condition.subject.id: ${point.name} ${problem}`);
}

/** Why a condition cannot watch a point; null when it can. */
function misfit(when: AlarmCondition['when'], { kind }: Pick<Point, 'kind'>): string | null {
  if (kind === 'output') return 'is an output: an alarm watches sensors and inputs';
  if (kind === 'measure') return 'is no temperature and no input: watch its device instead';
  if (when === 'silent') return null;
  if (when === 'input') return kind === 'input' ? null : 'is a temperature sensor: choose an input';
  return kind === 'temperature' ? null : 'is an input: choose a temperature sensor';
}

function noSuch(kind: string, id: string): AppError {
  return new AppError('invalid', `condition.subject.id: there is no ${kind} ${id}`);
}

import { useMemo } from 'react';
import { useDevices } from '#renderer/stores/devices.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import type { AlarmCondition } from '#shared/domain/alarm-rule.ts';
import type { Device } from '#shared/domain/device.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import type { Vessel } from '#shared/domain/vessel.ts';

/** What a rule says about its subject. */
export type ConditionKind = AlarmCondition['when'];

/** Something that a rule can watch. */
export type RuleSubject = { readonly name: string } & (
  | { readonly kind: 'vessel'; readonly id: VesselId; readonly chamber: PointId | null }
  | { readonly kind: 'sensor'; readonly id: PointId }
  | { readonly kind: 'input'; readonly id: PointId }
  | { readonly kind: 'device'; readonly id: DeviceId }
);

/** The conditions that fit each kind of subject, the usual one first. */
export const conditionsOf: Readonly<Record<RuleSubject['kind'], readonly ConditionKind[]>> = {
  vessel: ['above', 'below', 'deviation', 'rate', 'not-reached'],
  sensor: ['above', 'below', 'rate', 'silent'],
  input: ['input', 'silent'],
  device: ['silent'],
};

/** Vessels, sensors, inputs and devices that a rule can watch, in the order of the form. */
export function subjectsOf(
  vessels: readonly Vessel[],
  points: readonly Point[],
  devices: readonly Device[],
): RuleSubject[] {
  const pointsOf = (kind: Point['kind']) => points.filter((point) => point.kind === kind);
  return [
    ...vessels.map(
      ({ id, name, sensors }) => ({ kind: 'vessel', id, name, chamber: sensors.chamber }) as const,
    ),
    ...pointsOf('temperature').map(({ id, name }) => ({ kind: 'sensor', id, name }) as const),
    ...pointsOf('input').map(({ id, name }) => ({ kind: 'input', id, name }) as const),
    ...devices.map(({ id, name }) => ({ kind: 'device', id, name }) as const),
  ];
}

/** Names a subject among all: ids of different kinds may be the same. */
export function subjectKey({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind === 'sensor' || kind === 'input' ? 'point' : kind}:${id}`;
}

/** What rules can watch in this brewery. */
export function useRuleSubjects(): RuleSubject[] {
  const configs = useVessels((store) => store.configs);
  const points = useDevices((store) => store.points);
  const devices = useDevices((store) => store.devices);
  return useMemo(
    () => subjectsOf(Object.values(configs), Object.values(points), Object.values(devices)),
    [configs, points, devices],
  );
}

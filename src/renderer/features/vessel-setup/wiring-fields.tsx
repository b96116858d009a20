import { NativeSelect } from '@mantine/core';
import { roleWord } from '#renderer/features/devices/links.ts';
import { isGood, usePointKnown, valueWords } from '#renderer/features/devices/point-value.ts';
import { hardwareWord } from '#renderer/features/devices/point-words.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { VesselKind } from '#shared/domain/vessel.ts';
import { roleHints } from './vessel-words.ts';
import { type OfferedPoint, type Role, roleOf, type Wiring } from './wiring.ts';
import styles from './wiring-fields.module.css';

interface WiringFieldsProps {
  readonly kind: VesselKind;
  readonly offered: readonly OfferedPoint[];
  readonly wiring: Wiring;
  readonly disabled?: boolean;
  readonly onChange: (pointId: PointId, role: Role | null) => void;
}

/** Each point that a vessel could have, with its value now and what it is to be there. */
export function WiringFields({ kind, offered, wiring, disabled = false, onChange }: WiringFieldsProps) {
  const row = (each: OfferedPoint) => (
    <PointRole
      key={each.point.id}
      kind={kind}
      offered={each}
      role={roleOf(wiring, each.point.id)}
      disabled={disabled}
      onRole={(role) => onChange(each.point.id, role)}
    />
  );
  const sensors = offered.filter(({ point }) => point.kind === 'temperature');
  const outputs = offered.filter(({ point }) => point.kind === 'output');
  return (
    <>
      <fieldset className={styles['group']}>
        <legend>Sensors</legend>
        {sensors.length === 0 ? <NoPoints what="sensor" /> : <ul>{sensors.map(row)}</ul>}
      </fieldset>
      <fieldset className={styles['group']}>
        <legend>Outputs</legend>
        {outputs.length === 0 ? <NoPoints what="output" /> : <ul>{outputs.map(row)}</ul>}
      </fieldset>
    </>
  );
}

function NoPoints({ what }: { readonly what: string }) {
  return (
    <p className={styles['none']}>
      {`There is no free ${what}. `}
      <a href={hrefOf({ screen: 'devices' })}>Add one to a device</a>
      {', or take one out of another vessel.'}
    </p>
  );
}

interface PointRoleProps {
  readonly kind: VesselKind;
  readonly offered: OfferedPoint;
  readonly role: Role | null;
  readonly disabled: boolean;
  readonly onRole: (role: Role | null) => void;
}

function PointRole({ kind, offered: { point, roles, sharedWith }, role, disabled, onRole }: PointRoleProps) {
  const unit = useUnit();
  const known = usePointKnown(point.id);
  const device = useDevices((store) => store.devices[point.deviceId]);
  const data = roles.map((each) => ({
    value: each as string,
    label: `${roleWord(each, kind)}: ${roleHints[each]}`,
  }));
  return (
    <li data-used={role !== null}>
      <div className={styles['what']}>
        <strong>{point.name}</strong>
        <span>{`${point.kind === 'output' ? `${hardwareWord(point)}, ` : ''}${device?.name ?? ''} ${point.address}`}</span>
        {sharedWith !== null && <span>{`The room sensor of ${sharedWith.name}, too`}</span>}
      </div>
      {point.kind === 'temperature' && (
        <output className={styles['value']} data-good={isGood(known)}>
          {valueWords(point, known, unit)}
        </output>
      )}
      <NativeSelect
        className={styles['role'] ?? ''}
        aria-label={`Use of ${point.name}`}
        disabled={disabled}
        data={[{ value: '', label: 'Not in this vessel' }, ...data]}
        value={role ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onRole(roles.find((each) => each === value) ?? null);
        }}
      />
    </li>
  );
}

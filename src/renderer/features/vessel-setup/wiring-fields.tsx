import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { roleWord } from '#renderer/features/devices/links.ts';
import { isGood, usePointKnown, valueWords } from '#renderer/features/devices/point-value.ts';
import { hardwareWord } from '#renderer/features/devices/point-words.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Permissives, VesselKind } from '#shared/domain/vessel.ts';
import { PermitFields } from './permit-fields.tsx';
import { SpareFields } from './spare-fields.tsx';
import { roleHints } from './vessel-words.ts';
import { type OfferedPoint, placeOf, promotionsOf, type Role, rewire, type Wiring } from './wiring.ts';
import { errorAt, type WiringErrors } from './wiring-errors.ts';
import styles from './wiring-fields.module.css';

interface WiringFieldsProps {
  readonly kind: VesselKind;
  readonly offered: readonly OfferedPoint[];
  readonly wiring: Wiring;
  /** What the console had against the wiring that it was sent. */
  readonly errors: WiringErrors;
  readonly disabled?: boolean;
  readonly permissives: Permissives;
  readonly onWiring: (wiring: Wiring) => void;
  readonly onPermissives: (permissives: Permissives) => void;
}

/** Each point that a vessel could have, with its value now and what it is to be there; and the spare probes. */
export function WiringFields(props: WiringFieldsProps) {
  const { kind, offered, wiring, errors, disabled = false, onWiring } = props;
  const [movedUp, setMovedUp] = useState<readonly string[]>([]);
  const points = useDevices((store) => store.points);
  const change = (next: Wiring): void => {
    const promotions = promotionsOf(wiring, next);
    setMovedUp(
      promotions.map(
        ({ role, pointId }) =>
          `${points[pointId]?.name ?? ''} moved up: the ${roleWord(role, kind).toLowerCase()} is read by it first.`,
      ),
    );
    onWiring(next);
  };
  const row = (each: OfferedPoint) => (
    <PointRole
      key={each.point.id}
      kind={kind}
      offered={each}
      wiring={wiring}
      errors={errors}
      disabled={disabled}
      onRole={(role) => change(rewire(wiring, each.point.id, role))}
    />
  );
  const sensors = offered.filter(({ point }) => point.kind === 'temperature');
  const outputs = offered.filter(({ point }) => point.kind === 'output');
  return (
    <>
      <fieldset className={styles['group']}>
        <legend>Sensors</legend>
        {sensors.length === 0 ? <NoPoints what="sensor" /> : <ul>{sensors.map(row)}</ul>}
        <p className={styles['said']} role="status">
          {movedUp.join(' ')}
        </p>
        <SpareFields {...{ kind, offered, wiring, errors, disabled }} onWiring={change} />
      </fieldset>
      <fieldset className={styles['group']}>
        <legend>Outputs</legend>
        {outputs.length === 0 ? <NoPoints what="output" /> : <ul>{outputs.map(row)}</ul>}
        <PermitFields
          {...{ wiring, errors, disabled }}
          permissives={props.permissives}
          onPermissives={props.onPermissives}
        />
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
  readonly wiring: Wiring;
  readonly errors: WiringErrors;
  readonly disabled: boolean;
  readonly onRole: (role: Role | null) => void;
}

/** Stands for a place that is chosen among the spares. */
const SPARE = 'spare';

function PointRole({ kind, offered, wiring, errors, disabled, onRole }: PointRoleProps) {
  const { point, roles, sharedWith } = offered;
  const unit = useUnit();
  const known = usePointKnown(point.id);
  const device = useDevices((store) => store.devices[point.deviceId]);
  const found = placeOf(wiring, point.id);
  const spareOf = found !== null && found.place > 0 ? found.role : null;
  return (
    <li data-used={found !== null}>
      <div className={styles['what']}>
        <strong>{point.name}</strong>
        <span>{`${point.kind === 'output' ? `${hardwareWord(point)}, ` : ''}${device?.name ?? ''} ${point.address}`}</span>
        {sharedWith !== null && <span>{`A room sensor of ${sharedWith.name}, too`}</span>}
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
        data={[
          { value: '', label: 'Not in this vessel' },
          ...roles.map((role) => ({
            value: role as string,
            label: `${roleWord(role, kind)}: ${roleHints[role]}`,
          })),
          ...(spareOf === null
            ? []
            : [{ value: SPARE, label: `${roleWord(spareOf, kind)}: spare, see below` }]),
        ]}
        value={spareOf === null ? (found?.role ?? '') : SPARE}
        error={found === null || spareOf !== null ? null : errorAt(errors, found.role, 0)}
        errorProps={{ role: 'alert' }}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onRole(roles.find((each) => each === value) ?? null);
        }}
      />
    </li>
  );
}

import { ActionIcon, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { roleWord } from '#renderer/features/devices/links.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import type { PointId } from '#shared/domain/ids.ts';
import { MAX_SPARES, type SensorRole, sensorRoles, type VesselKind } from '#shared/domain/vessel.ts';
import styles from './spare-fields.module.css';
import { movedUp, type OfferedPoint, spareCandidates, takesSpare, type Wiring, withSpare } from './wiring.ts';
import { errorAt, type WiringErrors } from './wiring-errors.ts';

interface SpareFieldsProps {
  readonly kind: VesselKind;
  readonly offered: readonly OfferedPoint[];
  readonly wiring: Wiring;
  readonly errors: WiringErrors;
  readonly disabled: boolean;
  readonly onWiring: (wiring: Wiring) => void;
}

/** The probes that take over from the first one of their role, in their order; folded away while there are none. */
export function SpareFields(props: SpareFieldsProps) {
  const { wiring, offered, errors } = props;
  const roles = sensorRoles.filter((role) => {
    const hasSpares = (wiring[role]?.length ?? 0) > 1;
    return hasSpares || (takesSpare(wiring, role) && spareCandidates(wiring, role, offered).length > 0);
  });
  const hasAny = roles.some((role) => (wiring[role]?.length ?? 0) > 1);
  const [opened, setOpened] = useState(hasAny);
  if (roles.length === 0) return null;
  const isWrong = Object.keys(errors).some((field) => field.startsWith('spareSensors.'));
  return (
    <details
      className={styles['spares']}
      open={opened || isWrong}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>Spare probes</summary>
      <p className={styles['words']}>
        {`Up to ${MAX_SPARES} for each use. A spare hangs in the same place as the first probe and is read while those above it fail.`}
      </p>
      {roles.map((role) => (
        <RoleSpares key={role} {...props} role={role} />
      ))}
    </details>
  );
}

interface RoleSparesProps extends SpareFieldsProps {
  readonly role: SensorRole;
}

/** The spares of one role below its first probe, and a place for the next one. */
function RoleSpares(props: RoleSparesProps) {
  const { kind, offered, wiring, role } = props;
  const points = useDevices((store) => store.points);
  const [first, ...spares] = wiring[role] ?? [];
  const word = roleWord(role, kind);
  const candidates = spareCandidates(wiring, role, offered);
  const hasRoom = takesSpare(wiring, role) && candidates.length > 0;
  // A picker is about a place: another probe in it is the same picker, which keeps the focus.
  const places = Array.from({ length: spares.length + (hasRoom ? 1 : 0) }, (_, i) => i + 1);
  return (
    <div className={styles['role']} role="group" aria-label={`Spare probes, ${word.toLowerCase()}`}>
      <p className={styles['first']}>
        {`${word}: `}
        <strong>{first === undefined ? '' : points[first]?.name}</strong>
      </p>
      <ol>
        {places.map((place) => (
          <SparePicker
            key={place}
            {...props}
            place={place}
            pointId={spares[place - 1] ?? null}
            candidates={candidates}
          />
        ))}
      </ol>
    </div>
  );
}

interface SparePickerProps extends RoleSparesProps {
  readonly place: number;
  /** Null for the place of the next one. */
  readonly pointId: PointId | null;
  readonly candidates: ReturnType<typeof spareCandidates>;
}

function SparePicker(props: SparePickerProps) {
  const { kind, wiring, role, place, pointId, candidates, errors, disabled, onWiring } = props;
  const points = useDevices((store) => store.points);
  const nameOf = (id: PointId | undefined | null): string => (id == null ? '' : (points[id]?.name ?? ''));
  const name = nameOf(pointId);
  const mine = pointId === null ? [] : [{ value: pointId as string, label: name }];
  return (
    <li>
      <NativeSelect
        label="Spare probe"
        aria-label={`Spare probe ${place}, ${roleWord(role, kind).toLowerCase()}`}
        description="Read when the probe above fails"
        disabled={disabled}
        data={[
          { value: '', label: 'None' },
          ...mine,
          ...candidates.map((point) => ({ value: point.id as string, label: point.name })),
        ]}
        value={pointId ?? ''}
        error={errorAt(errors, role, place)}
        errorProps={{ role: 'alert' }}
        onChange={(event) => {
          const chosen = candidates.find(({ id }) => id === event.currentTarget.value)?.id ?? null;
          onWiring(withSpare(wiring, role, place, chosen));
        }}
      />
      {pointId !== null && (
        <>
          <ActionIcon
            aria-label={`Read ${name} before ${nameOf(wiring[role]?.[place - 1])}`}
            disabled={disabled}
            onClick={() => onWiring(movedUp(wiring, role, place))}
          >
            <Icon name="up" />
          </ActionIcon>
          <ActionIcon
            aria-label={`Take ${name} out of the spares`}
            disabled={disabled}
            onClick={() => onWiring(withSpare(wiring, role, place, null))}
          >
            <Icon name="trash" />
          </ActionIcon>
        </>
      )}
    </li>
  );
}

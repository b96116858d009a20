import { NativeSelect } from '@mantine/core';
import { useDevices } from '#renderer/stores/devices.ts';
import { actuatorWords } from '#renderer/ui/words.ts';
import { type ActuatorRole, actuatorRoles, type Permissives } from '#shared/domain/vessel.ts';
import styles from './spare-fields.module.css';
import type { Wiring } from './wiring.ts';
import type { WiringErrors } from './wiring-errors.ts';

interface PermitFieldsProps {
  readonly wiring: Wiring;
  readonly permissives: Permissives;
  readonly errors: WiringErrors;
  readonly disabled: boolean;
  readonly onPermissives: (permissives: Permissives) => void;
}

/** The contact that each output needs; nothing while no device has a contact. */
export function PermitFields(props: PermitFieldsProps) {
  const points = useDevices((store) => store.points);
  const hasContacts = Object.values(points).some(({ kind }) => kind === 'input');
  const roles = actuatorRoles.filter(
    (role) => props.wiring[role] !== undefined && (hasContacts || props.permissives[role] !== null),
  );
  if (roles.length === 0) return null;
  return (
    <div className={styles['role']}>
      {roles.map((role) => (
        <PermitField key={role} {...props} role={role} />
      ))}
    </div>
  );
}

function PermitField(props: PermitFieldsProps & { readonly role: ActuatorRole }) {
  const { role, permissives, errors, disabled, onPermissives } = props;
  const points = useDevices((store) => store.points);
  const devices = useDevices((store) => store.devices);
  const contacts = Object.values(points).filter(({ kind }) => kind === 'input');
  return (
    <NativeSelect
      label={`${actuatorWords[role]} needs a contact`}
      description="It stays off while the contact is off, or cannot be read: a float switch, a flow switch, a door"
      disabled={disabled}
      data={[
        { value: '', label: 'No contact' },
        ...contacts.map(({ id, name, deviceId, address }) => ({
          value: id as string,
          label: `${name} (${devices[deviceId]?.name ?? ''} ${address})`,
        })),
      ]}
      value={permissives[role] ?? ''}
      error={errors[`permissives.${role}`]}
      errorProps={{ role: 'alert' }}
      onChange={(event) => {
        const chosen = contacts.find(({ id }) => id === event.currentTarget.value)?.id ?? null;
        onPermissives({ ...permissives, [role]: chosen });
      }}
    />
  );
}

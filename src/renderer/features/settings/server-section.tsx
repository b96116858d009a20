import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useConnection } from '#renderer/stores/connection.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import type { ConsoleAccess } from '#shared/domain/console-status.ts';
import { phoneAddress } from './phone-address.ts';
import { QrCode } from './qr-code.tsx';
import { Section } from './section.tsx';
import styles from './server-section.module.css';
import { SettingRow } from './setting-row.tsx';
import page from './settings-screen.module.css';
import { useSetting } from './use-setting.ts';

/** Where browsers reach the console, who may, and what else it serves. */
export function ServerSection() {
  const api = useApi();
  const problem = useConnection((store) => store.status?.remoteAccess.problem ?? null);
  const { data, error, refetch } = useQuery(api.system.access.queryOptions({ staleTime: 0 }));
  const classic = useSetting('classic.enabled');
  return (
    <Section title="Server">
      <ErrorNote text={error === null ? null : errorText(error)} onRetry={() => void refetch()} />
      {data !== undefined && <Access access={data} problem={problem} />}
      <SettingRow
        title="Classic protocol"
        hint="Programs made for the original maelstrom, such as its BrewPi bridge, find this console."
        control={classic}
      >
        <Switch
          label={classic.value ? 'Served' : 'Not served'}
          checked={classic.value}
          onChange={(event) => classic.change(event.currentTarget.checked)}
        />
      </SettingRow>
    </Section>
  );
}

function Access({ access, problem }: { readonly access: ConsoleAccess; readonly problem: string | null }) {
  const phone = phoneAddress(window.location.href, access);
  return (
    <dl className={page['facts']}>
      <dt>Addresses</dt>
      <dd>
        {access.addresses.length === 0 ? (
          `Remote access is off. ${problem ?? ''}`
        ) : (
          <ul>
            {access.addresses.map((address) => (
              <li key={address} className={styles['address']}>
                {address}
              </li>
            ))}
          </ul>
        )}
      </dd>
      <dt>Who may come in</dt>
      <dd>{whoMay(access)}</dd>
      <dt>On a phone</dt>
      <dd>
        {phone === null ? (
          'Phones do not reach it as it was started. Start it with --host 0.0.0.0 and a token (--token-file), and its QR code appears here.'
        ) : (
          <>
            <p className={page['words']}>Scan this in the same network, and give the token once.</p>
            <QrCode text={phone} label={`QR code of ${phone}`} />
            <small className={styles['address']}>{phone}</small>
          </>
        )}
      </dd>
    </dl>
  );
}

function whoMay({ addresses, thisComputerOnly, needsToken }: ConsoleAccess): string {
  if (addresses.length === 0) return 'Only whoever sits at the window of the desktop app.';
  const where = thisComputerOnly ? 'Browsers on this computer' : 'Browsers in the same network';
  return needsToken ? `${where}, with the token.` : `${where}, without a token.`;
}

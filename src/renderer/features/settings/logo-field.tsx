import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { BreweryLogo } from '#renderer/ui/logo.tsx';
import styles from './logo-field.module.css';
import { SettingRow } from './setting-row.tsx';
import { TextSetting } from './text-setting.tsx';
import { useLogo } from './use-logo.ts';

/** Longest address of a picture, characters. */
const ADDRESS_MAX = 2000;

/** The logo of the brewery: a picture that is uploaded, or the address of one. */
export function LogoField() {
  const { logo, upload, uploadError, link, linkError, busy } = useLogo();
  const address = logo.value.startsWith('http') ? logo.value : '';
  return (
    <SettingRow title="Logo" hint="In the top bar of every browser, and where people sign in." control={logo}>
      <div className={styles['now']}>
        <div className={styles['preview']} role="img" aria-label={describe(logo.value)}>
          <BreweryLogo size={64} />
        </div>
        <div className={styles['upload']}>
          <FileButton
            accept="image/png,image/jpeg,image/webp,image/gif,image/svg+xml"
            inputProps={{ 'aria-label': 'Picture of the logo' }}
            onChange={(file) => file !== null && upload(file)}
          >
            {(props) => (
              <Button {...props} variant="default" loading={busy}>
                Upload a picture…
              </Button>
            )}
          </FileButton>
          <p>PNG, JPEG, WebP, GIF or SVG. Large ones are made smaller.</p>
        </div>
      </div>
      <ErrorNote text={uploadError} />
      {address !== '' && <Unloaded key={address} address={address} />}
      <TextSetting
        label="Address of the logo"
        placeholder="or an address: https://…"
        inputMode="url"
        maxLength={ADDRESS_MAX}
        value={address}
        error={linkError}
        onCommit={link}
      />
    </SettingRow>
  );
}

function describe(logo: string): string {
  return logo === '' ? 'The mark of Maelstrom' : 'The logo of the brewery';
}

/** A picture elsewhere can go away; the console then shows its own mark, and here it is said. */
function Unloaded({ address }: { readonly address: string }) {
  const [missing, setMissing] = useState(false);
  return (
    <>
      <img className={styles['probe']} src={address} alt="" onError={() => setMissing(true)} />
      <ErrorNote
        text={
          missing ? 'The picture does not load in this browser: Maelstrom’s mark is shown instead.' : null
        }
      />
    </>
  );
}

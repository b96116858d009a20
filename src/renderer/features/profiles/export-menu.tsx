import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { consoleNow } from '#renderer/stores/clock.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { unitSign } from '#renderer/ui/temperature.ts';
import type { ProfileConfig } from '#shared/domain/profile.ts';
import { fitsCsv, profileToCsv, profileToJson, profileToTable } from '#shared/profile-text/index.ts';
import styles from './dialogs.module.css';
import { csvDate, downloadText, fileName } from './export-file.ts';

interface ExportMenuProps {
  readonly config: ProfileConfig;
  /** The start that dates are written for; null takes the present. */
  readonly startMs: number | null;
}

/** Writes the profile into a file: for BrewPi and spreadsheets, for people, or whole. */
export function ExportMenu({ config, startMs }: ExportMenuProps) {
  const [opened, setOpened] = useState(false);
  const unit = useUnit();
  const save = (suffix: string, type: string, text: string): void => {
    downloadText(fileName(config.name, suffix), type, text);
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon name="download" size={18} />}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened((now) => !now)}
        >
          Export
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles['menu']}>
          {fitsCsv(config) && (
            <button
              type="button"
              onClick={() =>
                save(
                  'csv',
                  'text/csv',
                  profileToCsv(config, { unit, startMs: startMs ?? consoleNow(), formatLocal: csvDate }),
                )
              }
            >
              CSV
              <small>{`For BrewPi and spreadsheets; ${unitSign(unit)}, without notes`}</small>
            </button>
          )}
          <button type="button" onClick={() => save('txt', 'text/plain', profileToTable(config, { unit }))}>
            Text table
            <small>{`To read and to edit; ${unitSign(unit)}`}</small>
          </button>
          <button type="button" onClick={() => save('json', 'application/json', profileToJson(config))}>
            JSON
            <small>With everything that the profile holds</small>
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

import { Button, Drawer } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useUnit } from '#renderer/stores/settings.ts';
import { saveVessel } from '#renderer/stores/vessels.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { NumberField } from '#renderer/ui/number-field.tsx';
import type { Vessel } from '#shared/domain/vessel.ts';
import styles from './config-drawer.module.css';
import { type ConfigField, changeOf, fieldsOf } from './config-fields.ts';

/** Limits and tuning of a vessel. */
export function ConfigDrawer({ config }: { readonly config: Vessel }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="sliders" size={18} />}
        onClick={() => setOpened(true)}
      >
        Limits
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        title={`${config.algorithm.kind === 'board' ? 'Limits' : 'Limits and tuning'} of ${config.name}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <ConfigForm config={config} />}
      </Drawer>
    </>
  );
}

function ConfigForm({ config }: { readonly config: Vessel }) {
  const api = useApi();
  const unit = useUnit();
  const [before, setBefore] = useState<Vessel | null>(null);
  const [field, setField] = useState<string | null>(null);
  const update = useMutation(api.vessel.update.mutationOptions({ onSuccess: saveVessel }));
  const error = update.error === null ? null : errorText(update.error);
  const change = async (each: ConfigField, value: number): Promise<unknown> => {
    setField(each.name);
    setBefore(config);
    return update.mutateAsync({ id: config.id, ...changeOf(config, each.name, value) });
  };
  const undo = (): void => {
    if (before === null) return;
    const { id, limits, algorithm, volumeL, heaterW, coolerW } = before;
    setBefore(null);
    update.mutate({ id, limits, algorithm, volumeL, heaterW, coolerW });
  };
  return (
    <div className={styles['form']}>
      <p className={styles['hint']}>Each change holds at once. Limits bind every mode, profile and person.</p>
      {fieldsOf(config).map((each) => (
        <NumberField
          key={`${each.name} ${unit}`}
          label={each.label}
          value={each.value}
          quantity={each.quantity}
          unit={unit}
          error={field === each.name ? error : null}
          onCommit={(value) => change(each, value)}
        />
      ))}
      <ErrorNote text={field === null ? error : null} />
      <Button variant="default" disabled={before === null || update.isPending} onClick={undo}>
        Undo the last change
      </Button>
    </div>
  );
}

import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import { ChangeWiring } from '#renderer/features/vessel-setup/change-wiring.tsx';
import { RemoveVessel } from '#renderer/features/vessel-setup/remove-vessel.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import type { Vessel } from '#shared/domain/vessel.ts';
import styles from './config-drawer.module.css';
import { ConfigForm } from './config-form.tsx';
import type { UndoStep } from './config-undo.ts';

/** The settings of a vessel: limits, tuning, sensors and outputs, and its removal. */
export function ConfigDrawer({ config }: { readonly config: Vessel }) {
  const [opened, setOpened] = useState(false);
  // What was changed can be taken back while the vessel is on the screen, also after the drawer was closed.
  const [steps, setSteps] = useState<readonly UndoStep[]>([]);
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="sliders" size={18} />}
        onClick={() => setOpened(true)}
      >
        Settings
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        size="lg"
        title={`Settings of ${config.name}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && (
          <div className={styles['sections']}>
            <ConfigForm config={config} steps={steps} onSteps={setSteps} />
            {config.algorithm.kind !== 'board' && <ChangeWiring vessel={config} />}
            <RemoveVessel vessel={config} />
          </div>
        )}
      </Drawer>
    </>
  );
}

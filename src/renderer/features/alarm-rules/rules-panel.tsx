import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { useAlarmRules } from '#renderer/stores/alarm-rules.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import type { AlarmRule } from '#shared/domain/alarm-rule.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleRow } from './rule-row.tsx';
import styles from './rules-panel.module.css';

/** The alarms that users have set up, and how to set up another. */
export function RulesPanel() {
  const { rules, loaded } = useAlarmRules();
  const live = useIsLive();
  const [edited, setEdited] = useState<AlarmRule | 'new' | null>(null);
  const close = (): void => setEdited(null);
  return (
    <section className={panel['panel']} aria-labelledby="alarm-rules">
      <div className={panel['head']}>
        <h2 id="alarm-rules">Your own alarms</h2>
        <Button
          variant="default"
          disabled={!live}
          leftSection={<Icon name="plus" size={18} />}
          onClick={() => setEdited('new')}
        >
          Add an alarm
        </Button>
      </div>
      {loaded && rules.length === 0 && (
        <p className={styles['hint']}>
          The console itself watches sensors, devices and limits. Add what else shall be said, such as a
          chamber that gets too warm.
        </p>
      )}
      {rules.length > 0 && (
        <ul className={styles['rules']} aria-label="Your own alarms">
          {rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} onChange={() => setEdited(rule)} />
          ))}
        </ul>
      )}
      <RuleDrawer edited={edited} onClose={close} />
    </section>
  );
}

interface RuleDrawerProps {
  readonly edited: AlarmRule | 'new' | null;
  readonly onClose: () => void;
}

function RuleDrawer({ edited, onClose }: RuleDrawerProps) {
  const unit = useUnit();
  const rule = edited === 'new' ? null : edited;
  return (
    <Drawer
      opened={edited !== null}
      onClose={onClose}
      position="right"
      size="min(520px, 100vw)"
      title={rule === null ? 'Add an alarm' : `Change ${rule.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {/* What is typed is in the unit that was shown: with another one the form begins anew. */}
      {edited !== null && <RuleForm key={unit} rule={rule} onDone={onClose} />}
    </Drawer>
  );
}

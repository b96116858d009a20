import { Button, Modal, Switch } from '@mantine/core';
import { useState } from 'react';
import dialog from '#renderer/features/devices/device-dialog.module.css';
import panel from '#renderer/features/vessel/panels.module.css';
import { useActiveAlarms } from '#renderer/stores/alarms.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { priorityWords } from '#renderer/ui/words.ts';
import type { AlarmRule } from '#shared/domain/alarm-rule.ts';
import { subjectKey, useRuleSubjects } from './rule-subjects.ts';
import { ruleWords } from './rule-words.ts';
import styles from './rules-panel.module.css';
import { useEnableRule, useRemoveRule } from './use-rule-actions.ts';

interface RuleRowProps {
  readonly rule: AlarmRule;
  readonly onChange: () => void;
}

/** One rule in words, with what can be done with it. */
export function RuleRow({ rule, onChange }: RuleRowProps) {
  const unit = useUnit();
  const live = useIsLive();
  const { enable, busy, error } = useEnableRule();
  const [removing, setRemoving] = useState(false);
  const standing = useActiveAlarms().some(({ ruleId }) => ruleId === rule.id);
  const key = subjectKey(rule.condition.subject);
  const subject = useRuleSubjects().find((each) => subjectKey(each) === key);
  const state = standing ? ' · in alarm now' : '';
  return (
    <li data-enabled={rule.enabled}>
      <div className={styles['first']}>
        <AlarmShape priority={rule.priority} size={22} hollow={!standing} />
        <div>
          <p className={styles['name']}>{rule.name}</p>
          <p className={styles['words']}>
            {`${ruleWords(rule, subject?.name ?? 'Something that is gone', unit)} · ${priorityWords[rule.priority].toLowerCase()}${rule.enabled ? state : ' · off'}`}
          </p>
        </div>
        <Switch
          aria-label={`Watch ${rule.name}`}
          checked={rule.enabled}
          disabled={!live || busy}
          onChange={(event) => enable(rule, event.currentTarget.checked)}
        />
      </div>
      <ErrorNote text={error} />
      <div className={panel['buttons']}>
        <Button variant="default" disabled={!live} aria-label={`Change ${rule.name}`} onClick={onChange}>
          Change…
        </Button>
        <Button
          variant="default"
          disabled={!live}
          aria-label={`Remove ${rule.name}`}
          onClick={() => setRemoving(true)}
        >
          Remove…
        </Button>
      </div>
      <Modal opened={removing} onClose={() => setRemoving(false)} title={`Remove ${rule.name}?`}>
        {removing && <RemoveQuestion rule={rule} onClose={() => setRemoving(false)} />}
      </Modal>
    </li>
  );
}

function RemoveQuestion({ rule, onClose }: { readonly rule: AlarmRule; readonly onClose: () => void }) {
  const live = useIsLive();
  const { remove, busy, error } = useRemoveRule(rule.id, onClose);
  return (
    <div className={dialog['form']}>
      <p>
        The console forgets it, and nobody is told any more. Alarms that it has raised stay in the history.
      </p>
      <ErrorNote text={error} />
      <div className={dialog['choices']}>
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button disabled={!live} loading={busy} onClick={remove}>
          Remove
        </Button>
      </div>
    </div>
  );
}

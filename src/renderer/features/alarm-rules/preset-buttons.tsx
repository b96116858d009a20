import { Button } from '@mantine/core';
import { useUnit } from '#renderer/stores/settings.ts';
import type { RuleDraft } from './rule-draft.ts';
import styles from './rule-form.module.css';
import { rulePresets } from './rule-presets.ts';
import { useRuleSubjects } from './rule-subjects.ts';

/** Fills the form with what many breweries want. What the brewery has nothing for is said, and cannot be chosen. */
export function PresetButtons({ onPick }: { readonly onPick: (change: Partial<RuleDraft>) => void }) {
  const presets = rulePresets(useRuleSubjects(), useUnit());
  return (
    <div className={styles['presets']} role="group" aria-label="Begin with">
      <span>Begin with</span>
      <div>
        {presets.map(({ title, needs, subject, draft }) => (
          <Button
            key={title}
            variant="default"
            disabled={subject === undefined}
            onClick={() => onPick({ ...draft, subject: subject ?? '' })}
          >
            {subject === undefined ? `${title} (needs ${needs})` : title}
          </Button>
        ))}
      </div>
    </div>
  );
}

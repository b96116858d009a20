import { useMutation } from '@tanstack/react-query';
import { changeAlarmRules } from '#renderer/stores/alarm-rules.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { type FieldErrors, fieldErrors } from '#renderer/ui/field-errors.ts';
import type { AlarmRule, AlarmRuleConfig } from '#shared/domain/alarm-rule.ts';

/** The fields of a rule that the console may complain about by name. */
const namedFields = ['name', 'condition.hysteresisC', 'condition.subject.id'] as const;

/** Adds a rule, or changes one. */
export function useSaveRule(onSaved: () => void) {
  const api = useApi();
  const options = {
    onSuccess: (rule: AlarmRule) => {
      changeAlarmRules([{ type: 'saved', rule }]);
      onSaved();
    },
  };
  const create = useMutation(api.alarmRule.create.mutationOptions(options));
  const update = useMutation(api.alarmRule.update.mutationOptions(options));
  const error = create.error ?? update.error;
  const none: FieldErrors<(typeof namedFields)[number]> = { byField: {}, rest: null };
  return {
    save: (config: AlarmRuleConfig, id: AlarmRule['id'] | null) =>
      id === null ? create.mutate(config) : update.mutate({ ...config, id }),
    busy: create.isPending || update.isPending,
    errors: error === null ? none : fieldErrors(rawText(error), namedFields),
  };
}

/** With the names of its fields, so that each complaint can stand where it belongs. */
function rawText(error: Error): string {
  return error instanceof TypeError ? errorText(error) : error.message;
}

/** Switches a rule on or off. */
export function useEnableRule() {
  const update = useMutation(
    useApi().alarmRule.update.mutationOptions({
      onSuccess: (rule: AlarmRule) => changeAlarmRules([{ type: 'saved', rule }]),
    }),
  );
  return {
    enable: (rule: AlarmRule, enabled: boolean) => update.mutate({ ...rule, enabled }),
    busy: update.isPending,
    error: update.error === null ? null : errorText(update.error),
  };
}

/** Removes a rule. */
export function useRemoveRule(id: AlarmRule['id'], onRemoved: () => void) {
  const remove = useMutation(
    useApi().alarmRule.remove.mutationOptions({
      onSuccess: () => {
        changeAlarmRules([{ type: 'removed', ruleId: id }]);
        onRemoved();
      },
    }),
  );
  return {
    remove: () => remove.mutate({ id }),
    busy: remove.isPending,
    error: remove.error === null ? null : errorText(remove.error),
  };
}

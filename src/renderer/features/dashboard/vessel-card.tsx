import { AlarmStrip } from '#renderer/features/alarms/alarm-strip.tsx';
import { useAlarmActions } from '#renderer/features/alarms/use-alarm-actions.ts';
import { OutputList } from '#renderer/features/vessel/output-list.tsx';
import { SetpointControl } from '#renderer/features/vessel/setpoint-control.tsx';
import { SpareNotes } from '#renderer/features/vessel/spare-notes.tsx';
import { useSources } from '#renderer/features/vessel/use-sources.ts';
import { mainRole } from '#renderer/features/vessel/vessel-points.ts';
import { useAlarmsOf } from '#renderer/stores/alarms.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { useVesselConfig, useVesselState } from '#renderer/stores/vessels.ts';
import { AnalogBar } from '#renderer/ui/analog-bar.tsx';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { ProcessValue } from '#renderer/ui/process-value.tsx';
import { fractionOf } from '#renderer/ui/profile-plan.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import { describeProgress } from '#renderer/ui/run-words.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { kindWords, modeWords, sensorWord, targetWord } from '#renderer/ui/words.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { DayTrend } from './day-trend.tsx';
import styles from './vessel-card.module.css';

/** A vessel at a glance. Without an alarm it is grey; nothing in it moves but what the temperature moves. */
export function VesselCard({ id }: { readonly id: string }) {
  const config = useVesselConfig(id);
  const state = useVesselState(id);
  if (config === undefined) return null;
  return <Card config={config} state={state} />;
}

interface CardProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
}

function Card({ config, state }: CardProps) {
  const unit = useUnit();
  const sources = useSources(config);
  const alarms = useAlarmsOf(sources);
  const { acknowledge, error } = useAlarmActions();
  const role = mainRole(config);
  return (
    <article
      className={styles['card']}
      data-alarm={alarms[0]?.priority}
      data-vessel={config.id}
      aria-label={config.name}
    >
      <CardHead config={config} state={state} />
      {alarms.map((alarm) => (
        <AlarmStrip key={alarm.id} alarm={alarm} onAcknowledge={acknowledge} />
      ))}
      <ErrorNote text={error} />
      <div className={styles['values']}>
        <ProcessValue
          label={sensorWord(role, config.kind)}
          valueC={state?.pvC ?? null}
          bad={state === undefined ? 'no-reading' : state.pvBad}
          delayS={state?.sensors[role]?.delayS ?? 0}
          unit={unit}
        />
        <SetpointControl config={config} state={state} size="compact" />
      </div>
      <SpareNotes kind={config.kind} state={state} />
      <AnalogBar pvC={state?.pvC ?? null} spC={state?.spC ?? null} limits={config.limits} unit={unit} />
      <p className={styles['words']}>
        {state === undefined ? 'Waiting for its first values' : textInUnit(state.text, unit)}
      </p>
      {config.algorithm.kind !== 'board' && <OutputList outputs={state?.outputs} unit={unit} />}
      <DayTrend config={config} />
      <Progress state={state} />
    </article>
  );
}

function CardHead({ config, state }: CardProps) {
  const mode = state?.mode ?? config.control.mode;
  const target = state?.target ?? config.control.target;
  return (
    <header className={styles['head']}>
      <div>
        <h2>
          <a href={hrefOf({ screen: 'vessel', id: config.id })}>{config.name}</a>
        </h2>
        <p className={styles['kind']}>{`${kindWords[config.kind]}, ${config.volumeL} L`}</p>
      </div>
      <span className={styles['mode']} data-mode={mode}>
        {mode === 'auto' ? `${modeWords.auto} · ${targetWord(target, config.kind)}` : modeWords[mode]}
      </span>
    </header>
  );
}

function Progress({ state }: { readonly state: VesselState | undefined }) {
  const unit = useUnit();
  const run = state?.run ?? null;
  if (run === null) return null;
  return (
    <div className={styles['progress']}>
      <p>
        <strong>{run.profileName}</strong> {describeProgress(run, unit)}
      </p>
      <div className={styles['track']} aria-hidden="true">
        <span style={{ width: `${fractionOf(run) * 100}%` }} />
      </div>
    </div>
  );
}

import { AlarmStrip } from '#renderer/features/alarms/alarm-strip.tsx';
import { useAlarmActions } from '#renderer/features/alarms/use-alarm-actions.ts';
import { ProfilePanel } from '#renderer/features/profile/profile-panel.tsx';
import { useAlarmsOf } from '#renderer/stores/alarms.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { useVesselConfig, useVesselState, useVessels } from '#renderer/stores/vessels.ts';
import { AnalogBar } from '#renderer/ui/analog-bar.tsx';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { ProcessValue } from '#renderer/ui/process-value.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { kindWords, sensorWord } from '#renderer/ui/words.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { BoardSensorsNote } from './board-sensors-note.tsx';
import { ConfigDrawer } from './config-drawer.tsx';
import { ModePanel } from './mode-panel.tsx';
import { OutputsPanel } from './outputs-panel.tsx';
import { SpareNotes } from './spare-notes.tsx';
import { useSources } from './use-sources.ts';
import { mainRole } from './vessel-points.ts';
import styles from './vessel-screen.module.css';
import { VesselTrend } from './vessel-trend.tsx';

/** One vessel with its trend and everything that it can be told. */
export function VesselScreen({ id }: { readonly id: string }) {
  const config = useVesselConfig(id);
  const state = useVesselState(id);
  const loaded = useVessels((store) => store.loaded);
  if (config !== undefined) return <Screen config={config} state={state} />;
  if (!loaded) return null;
  return (
    <p>
      There is no such vessel any more. <a href={hrefOf({ screen: 'dashboard' })}>To the dashboard</a>
    </p>
  );
}

interface ScreenProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
}

function Screen({ config, state }: ScreenProps) {
  const sources = useSources(config);
  const alarms = useAlarmsOf(sources);
  const { acknowledge, error } = useAlarmActions();
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <a className={styles['back']} href={hrefOf({ screen: 'dashboard' })} aria-label="To the dashboard">
          <Icon name="left" />
        </a>
        <div>
          <h1>{config.name}</h1>
          <p>{`${kindWords[config.kind]}, ${config.volumeL} L`}</p>
        </div>
        <ConfigDrawer config={config} />
      </header>
      <div className={styles['alarms']}>
        {alarms.map((alarm) => (
          <AlarmStrip key={alarm.id} alarm={alarm} onAcknowledge={acknowledge} />
        ))}
        <ErrorNote text={error} />
      </div>
      <BoardSensorsNote config={config} state={state} />
      <div className={styles['columns']}>
        <div className={styles['wide']}>
          <Now config={config} state={state} />
          <VesselTrend config={config} state={state} />
        </div>
        <div className={styles['narrow']}>
          <ModePanel config={config} state={state} />
          <ProfilePanel config={config} state={state} />
          <OutputsPanel config={config} state={state} />
          <a className={styles['alarm']} href={hrefOf({ screen: 'alarms' })}>
            <Icon name="bell" />
            Add an alarm of your own
          </a>
        </div>
      </div>
    </div>
  );
}

function Now({ config, state }: ScreenProps) {
  const unit = useUnit();
  const main = mainRole(config);
  const others = (['beer', 'chamber', 'room'] as const).filter(
    (role) => role !== main && config.sensors[role] !== null,
  );
  return (
    <section className={styles['now']} aria-label="Now">
      <div className={styles['values']}>
        <ProcessValue
          label={sensorWord(main, config.kind)}
          valueC={state?.pvC ?? null}
          bad={state === undefined ? 'no-reading' : state.pvBad}
          delayS={state?.sensors[main]?.delayS ?? 0}
          unit={unit}
        />
        {others.map((role) => {
          const sensor = state?.sensors[role] ?? null;
          return (
            <ProcessValue
              key={role}
              size="small"
              label={sensorWord(role, config.kind)}
              valueC={sensor?.valueC ?? null}
              bad={sensor === null ? 'no-reading' : sensor.bad}
              delayS={sensor?.delayS ?? 0}
              unit={unit}
            />
          );
        })}
      </div>
      <SpareNotes kind={config.kind} state={state} />
      <div className={styles['bar']}>
        <p className={styles['words']}>
          {state === undefined ? 'Waiting for its first values' : textInUnit(state.text, unit)}
        </p>
        <AnalogBar pvC={state?.pvC ?? null} spC={state?.spC ?? null} limits={config.limits} unit={unit} />
      </div>
    </section>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { saveVessel, useVessels } from '#renderer/stores/vessels.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import { KindChoice } from './kind-choice.tsx';
import styles from './new-vessel-screen.module.css';
import { NumbersPanel } from './numbers-panel.tsx';
import { emptyVessel, readVessel, suggestedName, type VesselDraft } from './vessel-draft.ts';
import { lacksOf, summaryOf } from './vessel-words.ts';
import { offeredPoints, stillOffered } from './wiring.ts';
import { noteOf, SAID_ABOVE, wiringErrorsOf } from './wiring-errors.ts';
import { WiringFields } from './wiring-fields.tsx';

/** A new vessel, made of points that are free. */
export function NewVesselScreen() {
  const devicesLoaded = useDevices((store) => store.loaded);
  const vesselsLoaded = useVessels((store) => store.loaded);
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <a className={styles['back']} href={hrefOf({ screen: 'dashboard' })} aria-label="To the dashboard">
          <Icon name="left" />
        </a>
        <h1>New vessel</h1>
      </header>
      {devicesLoaded && vesselsLoaded && <NewVesselForm />}
    </div>
  );
}

function NewVesselForm() {
  const current = useUnit();
  // What is typed stays in its unit, whatever somebody chooses meanwhile.
  const [unit] = useState(current);
  const points = useDevices((store) => store.points);
  const configs = useVessels((store) => store.configs);
  const others = Object.values(configs);
  const taken = others.map(({ name }) => name);
  const [described, setDraft] = useState(emptyVessel);
  const { create, busy, errors, forgetErrors } = useCreateVessel();
  const change = (next: Partial<VesselDraft>): void => {
    forgetErrors();
    setDraft((before) => ({ ...before, ...next }));
  };
  const offered = offeredPoints(Object.values(points), described.kind, others);
  const draft = { ...described, wiring: stillOffered(described.wiring, offered) };
  const { config, problems } = readVessel(draft, taken, unit);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (config !== null) create(config);
  };
  return (
    <form className={styles['columns']} noValidate onSubmit={submit}>
      <div className={styles['wide']}>
        <section className={panel['panel']} aria-label="What it is">
          <h2>What it is</h2>
          <KindChoice kind={draft.kind} onKind={(kind) => change({ kind, algorithm: null })} />
          <TextInput
            label="Name"
            autoComplete="off"
            maxLength={80}
            value={draft.name ?? suggestedName(draft.kind, taken)}
            error={problems.name}
            errorProps={{ role: 'alert' }}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        </section>
        <section className={panel['panel']} aria-label="Sensors and outputs">
          <h2>Sensors and outputs</h2>
          <p className={panel['words']}>
            Warm a probe in your hand and watch which value rises: then you know which one it is.
          </p>
          <WiringFields
            kind={draft.kind}
            offered={offered}
            wiring={draft.wiring}
            errors={errors.byField}
            permissives={draft.permissives}
            onWiring={(wiring) => change({ wiring })}
            onPermissives={(permissives) => change({ permissives })}
          />
        </section>
        <NumbersPanel draft={draft} unit={unit} problems={problems} onChange={change} />
      </div>
      <section className={`${panel['panel']} ${styles['summary']}`} aria-label="Summary">
        <h2>In short</h2>
        {config === null ? (
          <p className={panel['words']}>{SAID_ABOVE}</p>
        ) : (
          <>
            <ul className={styles['sentences']}>
              {summaryOf(config, points, unit).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
              {lacksOf(config).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <p className={panel['words']}>
              It begins switched off: nothing is driven until you set its mode.
            </p>
          </>
        )}
        <ErrorNote text={noteOf(errors)} />
        <CreateButton ready={config !== null} busy={busy} />
      </section>
    </form>
  );
}

function CreateButton({ ready, busy }: { readonly ready: boolean; readonly busy: boolean }) {
  const live = useIsLive();
  return (
    <Button type="submit" fullWidth disabled={!live || !ready} loading={busy}>
      Create the vessel
    </Button>
  );
}

function useCreateVessel() {
  const api = useApi();
  const { mutate, error, isPending, reset } = useMutation(
    api.vessel.create.mutationOptions({
      onSuccess: (vessel) => {
        saveVessel(vessel);
        window.location.hash = hrefOf({ screen: 'vessel', id: vessel.id });
      },
    }),
  );
  return { create: mutate, busy: isPending, errors: wiringErrorsOf(error), forgetErrors: reset };
}

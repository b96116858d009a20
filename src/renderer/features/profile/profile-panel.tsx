import panel from '#renderer/features/vessel/panels.module.css';
import { useRunOf } from '#renderer/stores/runs.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { FermentationProgress } from './fermentation-progress.tsx';
import { MashProgress } from './mash-progress.tsx';
import { StartProfile } from './start-profile.tsx';

interface ProfilePanelProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
}

/** The profile of a vessel: the run in progress with what can be done with it, or a profile to start. */
export function ProfilePanel({ config, state }: ProfilePanelProps) {
  const run = useRunOf(config.id);
  return (
    <section className={panel['panel']} aria-label="Profile">
      <h2>Profile</h2>
      {run === undefined && <StartProfile vessel={config} />}
      {run?.kind === 'fermentation' && <FermentationProgress key={run.id} run={run} state={state} />}
      {run?.kind === 'mash' && <MashProgress key={run.id} run={run} state={state} />}
    </section>
  );
}

import { useCallback, useMemo } from 'react';
import type { InstantFormat } from '#renderer/ui/instant.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { ProfilePlan } from '#shared/domain/profile.ts';
import { ChartLegend } from './chart-legend.tsx';
import { curveOfPlan, fermentationChart, mashChart } from './chart-model.ts';
import { snapTemperature } from './chart-scale.ts';
import { planLengthS, planOf, samePlan } from './draft.ts';
import {
  changeRow,
  type FermentationRow,
  insertAt,
  removeRow,
  withTemperature,
  withTime,
} from './fermentation-draft.ts';
import { changeStep, removeStep, type StepRow, withDuration, withStepTemperature } from './mash-draft.ts';
import { type EditSteps, MashTable } from './mash-table.tsx';
import type { Problems } from './problems.ts';
import { type GhostPlan, ProfileChart } from './profile-chart.tsx';
import styles from './profile-editor.module.css';
import { type EditRows, RowTable } from './row-table.tsx';
import { placeOf, planOfRun, type RunOnVessel } from './run-place.ts';
import { StartField } from './start-field.tsx';
import type { HandleMove } from './use-chart-drag.ts';
import type { Editor } from './use-editor.ts';

interface PlanPanelProps {
  readonly editor: Editor;
  readonly problems: Omit<Problems, 'reasons'>;
  readonly runs: readonly RunOnVessel[];
  readonly unit: TemperatureUnit;
  readonly clock: InstantFormat;
  readonly nowMs: number;
  readonly startMs: number | null;
  readonly datesFrom: string | null;
  readonly onDatesFrom: (runId: string | null) => void;
}

/** The plan as a chart and as a table: both edit the same points. */
export function PlanPanel(props: PlanPanelProps) {
  const { editor, problems, runs, unit, clock, nowMs, startMs } = props;
  const { draft, edit, settle } = editor;
  const round = useCallback((valueC: number) => snapTemperature(valueC, unit), [unit]);
  const editRows: EditRows = useCallback(
    (change, tag) =>
      edit((now) => (now.kind === 'fermentation' ? { ...now, rows: change(now.rows) } : now), tag),
    [edit],
  );
  const editSteps: EditSteps = useCallback(
    (change, tag) => edit((now) => (now.kind === 'mash' ? { ...now, steps: change(now.steps) } : now), tag),
    [edit],
  );
  const model = useMemo(
    () => (draft.kind === 'fermentation' ? fermentationChart(draft, unit) : mashChart(draft, unit)),
    [draft, unit],
  );
  const ghosts = ghostsOf(runs, editor, nowMs);
  const onMove = useCallback(
    (key: number, move: HandleMove, tag: string) => {
      editRows((rows) => changeRow(rows, key, (row) => movedRow(row, move)), tag);
      editSteps((steps) => movedSteps(steps, key, move), tag);
    },
    [editRows, editSteps],
  );
  return (
    <section className={styles['panel']} aria-label="Plan">
      {draft.kind === 'fermentation' && (
        <StartField
          start={draft.start}
          error={problems.start}
          passed={draft.start.ms !== null && draft.start.ms < nowMs && props.datesFrom === null}
          runs={runs}
          datesFrom={props.datesFrom}
          startMs={startMs}
          lengthS={model.lengthS}
          clock={clock}
          onType={(start) => edit((now) => ({ ...now, start }), 'start')}
          onSettle={settle}
          onDatesFrom={props.onDatesFrom}
        />
      )}
      <ProfileChart
        label={draft.kind === 'mash' ? 'Chart of the mash' : 'Chart of the profile'}
        model={model}
        ghosts={ghosts}
        unit={unit}
        startMs={startMs}
        clock={clock}
        onMove={onMove}
        onSettle={settle}
        onRemove={(key) => {
          editRows((rows) => removeRow(rows, key));
          editSteps((steps) => removeStep(steps, key));
        }}
        onInsert={draft.kind === 'mash' ? null : (atS) => editRows((rows) => insertAt(rows, atS, round).rows)}
      />
      <ChartLegend kind={draft.kind} ghosts={ghosts} />
      {draft.kind === 'fermentation' ? (
        <RowTable
          draft={draft}
          problems={problems}
          unit={unit}
          startMs={startMs}
          round={round}
          onEdit={editRows}
          onSettle={settle}
        />
      ) : (
        <MashTable draft={draft} problems={problems} unit={unit} onEdit={editSteps} onSettle={settle} />
      )}
    </section>
  );
}

function movedRow(row: FermentationRow, { atS, valueC }: HandleMove): FermentationRow {
  const timed = atS === undefined || atS === row.atS ? row : withTime(row, atS);
  return valueC === undefined || typeof row.temperature !== 'number' ? timed : withTemperature(timed, valueC);
}

/** The handle of a step stands at its end: its place is the duration. */
function movedSteps(steps: readonly StepRow[], key: number, move: HandleMove): StepRow[] {
  const index = steps.findIndex((step) => step.key === key);
  const startS = steps.slice(0, index).reduce((sum, { durationS }) => sum + durationS, 0);
  return changeStep(steps, key, (step) => {
    const timed = move.atS === undefined ? step : withDuration(step, Math.max(0, move.atS - startS));
    return move.valueC === undefined ? timed : withStepTemperature(timed, move.valueC);
  });
}

/** What runs follow, and where they are; and what is saved, when no run shows it. */
function ghostsOf(
  runs: readonly RunOnVessel[],
  { draft, baseline, changed }: Editor,
  nowMs: number,
): GhostPlan[] {
  const plan = planOf(draft);
  const own = runs.filter(({ run }) => run.kind === plan.kind);
  const ghosts = own.map(({ run, vesselName }) =>
    ghostOf(`On ${vesselName} now`, planOfRun(run), plan, placeOf(run, nowMs)),
  );
  // A new profile has not been saved as anything yet.
  const shown = baseline.name === '' || own.some(({ run }) => samePlan(planOfRun(run), baseline));
  return changed && !shown ? [...ghosts, ghostOf('Saved', baseline, plan, null)] : ghosts;
}

function ghostOf(label: string, plan: ProfilePlan, edited: ProfilePlan, nowS: number | null): GhostPlan {
  const lengthS = planLengthS(plan);
  const corners = curveOfPlan(plan, lengthS).lines.flat();
  return {
    label,
    corners,
    curve: (endS) => curveOfPlan(plan, endS),
    lengthS,
    same: samePlan(plan, edited),
    nowS,
  };
}

import type { SubjectFacts } from '#main/control/alarm-condition.ts';
import { initialRule, type RuleState, stepRule } from '#main/control/alarm-rule-step.ts';
import { ruleAdvice, ruleMessage } from '#main/control/alarm-rule-words.ts';
import type { AlarmKind } from '#shared/domain/alarm-catalogue.ts';
import type { AlarmRule } from '#shared/domain/alarm-rule.ts';
import type { Link } from '#shared/domain/device.ts';
import type { AlarmRuleId, PointId, VesselId } from '#shared/domain/ids.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import type { AlarmRules } from './alarm-rules.ts';
import type { AlarmService } from './alarm-service.ts';
import { Attempts } from './attempts.ts';
import type { DeviceService } from './device-service.ts';
import type { PointService } from './point-service.ts';
import type { VesselService } from './vessel-service.ts';

export interface RuleWatchParts {
  readonly rules: AlarmRules;
  readonly alarms: AlarmService;
  readonly points: PointService;
  readonly devices: DeviceService;
  readonly vessels: VesselService;
}

interface Track {
  /** As it was in the last second. */
  rule: AlarmRule;
  state: RuleState;
}

/** What a vessel does, by its id, as it is told in this second. */
export type VesselStates = ReadonlyMap<VesselId, VesselState>;

/** Watches what users have set up, once a second. */
export class RuleWatch {
  private readonly parts: RuleWatchParts;
  private readonly tracks = new Map<AlarmRuleId, Track>();

  constructor(parts: RuleWatchParts) {
    this.parts = parts;
  }

  /** @throws what the first rule has thrown that failed; all others were looked at. */
  step(states: VesselStates, nowMs: number): void {
    const attempts = new Attempts();
    const rules = this.parts.rules.list().filter(({ enabled }) => enabled);
    const changes: (() => void)[] = [];
    for (const rule of rules) {
      attempts.run(() => {
        const change = this.stepOne(rule, states, nowMs);
        if (change !== null) changes.push(change);
      });
    }
    if (changes.length > 0) {
      this.parts.alarms.together(() => {
        for (const change of changes) attempts.run(change);
      });
    }
    if (this.tracks.size > rules.length) this.prune(rules);
    attempts.finish();
  }

  /** @returns what people are to be told of the rule, if anything. */
  private stepOne(rule: AlarmRule, states: VesselStates, nowMs: number): (() => void) | null {
    const { alarms } = this.parts;
    const track = this.track(rule);
    const facts = this.factsOf(rule, states);
    const state = stepRule(track.state, rule, facts, nowMs);
    track.state = state;
    const revised = track.rule !== rule;
    track.rule = rule;
    if (!revised && alarms.isRuleStanding(rule.id) === state.stands) return null;
    return () => {
      if (revised) alarms.reviseRule(rule.id, this.kindOf(rule));
      alarms.reportRule(rule.id, state.stands, () => {
        const { subject } = rule.condition;
        const sourceName = this.nameOf(subject);
        const message = ruleMessage(rule, sourceName, facts, state);
        return { ...this.kindOf(rule), source: subject.id, sourceName, message };
      });
    };
  }

  /** A rule whose condition was changed begins anew; words and delays may change while it goes on. */
  private track(rule: AlarmRule): Track {
    const known = this.tracks.get(rule.id);
    if (known !== undefined && known.rule.condition === rule.condition) return known;
    const track = { rule, state: initialRule(rule, this.parts.alarms.isRuleStanding(rule.id)) };
    this.tracks.set(rule.id, track);
    return track;
  }

  private prune(rules: readonly AlarmRule[]): void {
    const watched = new Set(rules.map(({ id }) => id));
    for (const id of this.tracks.keys()) if (!watched.has(id)) this.tracks.delete(id);
  }

  private factsOf({ condition: { subject, when } }: AlarmRule, states: VesselStates): SubjectFacts {
    switch (subject.kind) {
      case 'vessel':
        return this.vesselFacts(subject.id, states.get(subject.id), when === 'rate');
      case 'point': {
        const reading = this.parts.points.read(subject.id);
        const of = when === 'rate' ? this.calibrated(subject.id) : '';
        return reading.quality === 'good'
          ? { ...nothing, of, value: reading.value }
          : { ...nothing, driven: reading.reason !== 'not-driven' };
      }
      case 'device': {
        const link = this.parts.devices.peek(subject.id)?.state.link;
        return { ...nothing, of: subject.id, value: link === 'connected' ? 1 : null, driven: isDriven(link) };
      }
      default:
        return subject satisfies never;
    }
  }

  private vesselFacts(id: VesselId, state: VesselState | undefined, named: boolean): SubjectFacts {
    // A vessel whose step has failed is as unknown as one that is not driven.
    if (state === undefined) return { ...nothing, driven: false };
    const { mode, target, pvC, pvBad, spC, sensors } = state;
    const seen = mode !== 'auto' && sensors.beer !== null ? sensors.beer : sensors[target];
    return {
      value: pvC,
      of: named && seen !== null ? this.calibrated(seen.pointId) : '',
      driven: pvBad !== 'not-driven',
      regulated: mode === 'auto',
      spC,
      boils: this.parts.vessels.peek(id)?.kind === 'kettle',
    };
  }

  /** The sensor with its calibration: what is calibrated anew jumps, which is no rate. */
  private calibrated(id: PointId): string {
    const point = this.parts.points.peek(id);
    return point?.kind === 'temperature' ? `${id} ${point.offsetC}` : id;
  }

  private kindOf({ priority, condition, consequence, response }: AlarmRule): AlarmKind {
    const advice = ruleAdvice(condition);
    return {
      priority,
      consequence: consequence.trim() || advice.consequence,
      response: response.trim() || advice.response,
    };
  }

  private nameOf({ kind, id }: AlarmRule['condition']['subject']): string {
    const { points, devices, vessels } = this.parts;
    if (kind === 'vessel') return vessels.peek(id)?.name ?? id;
    return (kind === 'point' ? points.peek(id)?.name : devices.peek(id)?.device.name) ?? id;
  }
}

/** A subject of which nothing is known. */
const nothing: SubjectFacts = {
  value: null,
  of: '',
  driven: true,
  regulated: false,
  spC: null,
  boils: false,
};

function isDriven(link: Link | undefined): boolean {
  return link !== 'not-driven';
}

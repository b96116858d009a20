import { newProbe, type ProbeAnswer, type ProbeState, takeProbeReading } from '#main/control/probe-check.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { TemperaturePoint } from '#shared/domain/point.ts';
import type { Reading } from '#shared/domain/reading.ts';

/** A reading of a temperature sensor as it is used, and as it was before it was smoothed. */
export interface ProbeReading {
  readonly smoothed: Reading;
  readonly bare: Reading;
}

/** What was said last of one sensor: a reading is judged once, however often it is asked for. */
interface Track {
  readonly point: TemperaturePoint;
  readonly rawC: number;
  readonly atMs: number;
  readonly state: ProbeState;
  readonly answer: ProbeAnswer;
}

/** Judges what temperature sensors say by the rules of their points. */
export class PointReadings {
  private readonly tracks = new Map<PointId, Track>();

  /**
   * @param reading what the driver says, before calibration
   * @param nowMs monotonic
   */
  judge(point: TemperaturePoint, reading: Reading, nowMs: number): ProbeReading {
    if (reading.quality === 'bad') return { smoothed: reading, bare: reading };
    const { atMs, value } = reading;
    let track = this.tracks.get(point.id);
    const isSame = track?.point === point && track.atMs === atMs && track.rawC === value;
    if (track === undefined || !isSame) {
      track = { point, rawC: value, atMs, ...this.take(track, point, value, nowMs) };
      this.tracks.set(point.id, track);
    }
    const { answer } = track;
    if (answer.quality === 'bad') {
      const bad: Reading = { quality: 'bad', reason: answer.reason, atMs };
      return { smoothed: bad, bare: bad };
    }
    return {
      smoothed: { quality: 'good', value: answer.smoothedC, atMs },
      bare: { quality: 'good', value: answer.valueC, atMs },
    };
  }

  forget(id: PointId): void {
    this.tracks.delete(id);
  }

  /** Another calibration or another rule begins anew: the step that it makes is no change of temperature. */
  private take(
    last: Track | undefined,
    point: TemperaturePoint,
    value: number,
    nowMs: number,
  ): Pick<Track, 'state' | 'answer'> {
    const state = last?.point === point ? last.state : newProbe;
    return takeProbeReading(state, value + point.offsetC, point.readings, nowMs);
  }
}

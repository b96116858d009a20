import type { Timers } from '#shared/contract/timers.ts';

const MINUTE_MS = 60_000;
/** Subjects that are remembered at once. */
const MAX_SUBJECTS = 500;

/** What came since the last line about a subject: how often, and why the last time. */
export interface Complaint {
  readonly subject: string;
  readonly count: number;
  readonly why: string;
}

/** Counts what makes no sense, and tells of it at once and then at most once a minute for each subject. */
export class Complaints {
  private readonly timers: Timers;
  private readonly tell: (complaint: Complaint) => void;
  /** What has not been told, by subject; a subject is in here for the minute after it was told of. */
  private readonly untold = new Map<string, { count: number; why: string }>();

  constructor(timers: Timers, tell: (complaint: Complaint) => void) {
    this.timers = timers;
    this.tell = tell;
  }

  add(subject: string, why: string): void {
    const untold = this.untold.get(subject);
    if (untold !== undefined) {
      untold.count += 1;
      untold.why = why;
    } else if (this.untold.size < MAX_SUBJECTS) {
      this.tellNow({ subject, count: 1, why });
    }
  }

  private tellNow(complaint: Complaint): void {
    this.tell(complaint);
    this.untold.set(complaint.subject, { count: 0, why: '' });
    this.timers.after(MINUTE_MS, () => this.minuteOver(complaint.subject));
  }

  private minuteOver(subject: string): void {
    const untold = this.untold.get(subject);
    this.untold.delete(subject);
    if (untold !== undefined && untold.count > 0) this.tellNow({ subject, ...untold });
  }
}

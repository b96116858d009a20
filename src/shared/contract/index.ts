import type { AnySchema, ContractProcedure, ErrorMap, InferSchemaOutput } from '@orpc/contract';
import { alarm, alarmRule } from './alarms.ts';
import type { ProcedureMeta } from './base.ts';
import { board } from './boards.ts';
import { channel } from './channels.ts';
import { classicImport } from './classic-import.ts';
import { system } from './console.ts';
import { device, point } from './devices.ts';
import { ingest } from './ingest.ts';
import { profile, run } from './profiles.ts';
import { history, log } from './records.ts';
import { setting } from './settings.ts';
import { vessel } from './vessels.ts';

/** Every procedure of the console, as `noun.verb`. REST serves it under `/api/v1`, IPC as it is. */
export const contract = {
  system,
  setting,
  device,
  board,
  ingest,
  point,
  vessel,
  profile,
  run,
  channel,
  log,
  alarm,
  alarmRule,
  history,
  classicImport,
};

export type Contract = typeof contract;

type Parsed<P> =
  P extends ContractProcedure<infer I, AnySchema, ErrorMap, ProcedureMeta> ? InferSchemaOutput<I> : never;
type Answer<P> =
  P extends ContractProcedure<AnySchema, infer O, ErrorMap, ProcedureMeta> ? InferSchemaOutput<O> : never;

/** What each procedure's implementation is given, after validation: `Inputs['vessel']['setMode']`. */
export type Inputs = { [N in keyof Contract]: { [V in keyof Contract[N]]: Parsed<Contract[N][V]> } };
/** What each procedure answers. */
export type Outputs = { [N in keyof Contract]: { [V in keyof Contract[N]]: Answer<Contract[N][V]> } };

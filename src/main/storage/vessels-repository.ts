import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type Vessel, vesselSchema } from '#shared/domain/vessel.ts';
import { fromJson, type RowReader } from './row-reader.ts';

interface VesselRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly volumeL: number;
  readonly beerId: string | null;
  readonly chamberId: string | null;
  readonly roomId: string | null;
  readonly heaterId: string | null;
  readonly coolerId: string | null;
  readonly heaterW: number;
  readonly coolerW: number;
  readonly limits: string;
  readonly algorithm: string;
  readonly control: string;
}

const fromRow = (row: VesselRow): unknown => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  volumeL: row.volumeL,
  sensors: { beer: row.beerId, chamber: row.chamberId, room: row.roomId },
  actuators: { heater: row.heaterId, cooler: row.coolerId },
  heaterW: row.heaterW,
  coolerW: row.coolerW,
  limits: fromJson(row.limits),
  algorithm: fromJson(row.algorithm),
  control: fromJson(row.control),
});

const toRow = (vessel: Vessel): VesselRow => ({
  id: vessel.id,
  name: vessel.name,
  kind: vessel.kind,
  volumeL: vessel.volumeL,
  beerId: vessel.sensors.beer,
  chamberId: vessel.sensors.chamber,
  roomId: vessel.sensors.room,
  heaterId: vessel.actuators.heater,
  coolerId: vessel.actuators.cooler,
  heaterW: vessel.heaterW,
  coolerW: vessel.coolerW,
  limits: JSON.stringify(vessel.limits),
  algorithm: JSON.stringify(vessel.algorithm),
  control: JSON.stringify(vessel.control),
});

const LIST = `
  SELECT id, name, kind, volume_l AS volumeL, beer_id AS beerId, chamber_id AS chamberId, room_id AS roomId,
    heater_id AS heaterId, cooler_id AS coolerId, heater_w AS heaterW, cooler_w AS coolerW, limits, algorithm, control
  FROM vessels ORDER BY n`;

const PUT = `
  INSERT INTO vessels (id, name, kind, volume_l, beer_id, chamber_id, room_id, heater_id, cooler_id,
    heater_w, cooler_w, limits, algorithm, control)
  VALUES (@id, @name, @kind, @volumeL, @beerId, @chamberId, @roomId, @heaterId, @coolerId,
    @heaterW, @coolerW, @limits, @algorithm, @control)
  ON CONFLICT (id) DO UPDATE SET name = @name, kind = @kind, volume_l = @volumeL, beer_id = @beerId,
    chamber_id = @chamberId, room_id = @roomId, heater_id = @heaterId, cooler_id = @coolerId,
    heater_w = @heaterW, cooler_w = @coolerW, limits = @limits, algorithm = @algorithm, control = @control`;

/** A vessel with a sensor or an actuator that does not exist is `invalid`. */
export function createVesselsRepository(db: Database, rows: RowReader): Store['vessels'] {
  const list = db.prepare<[], VesselRow>(LIST);
  const put = db.prepare<[VesselRow]>(PUT);
  const remove = db.prepare<[string]>('DELETE FROM vessels WHERE id = ?');
  return {
    list: () =>
      rows.read(
        'vessel',
        vesselSchema,
        list.all().map((row) => ({ id: row.id, value: fromRow(row) })),
      ),
    put: (vessel) => {
      put.run(toRow(vessel));
    },
    remove: (id) => remove.run(id).changes > 0,
  };
}

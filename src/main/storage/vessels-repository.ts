import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type SpareSensors, sensorRoles, type Vessel, vesselSchema } from '#shared/domain/vessel.ts';
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
  readonly heaterPermitId: string | null;
  readonly coolerPermitId: string | null;
  readonly heaterW: number;
  readonly coolerW: number;
  readonly limits: string;
  readonly algorithm: string;
  readonly control: string;
}

interface SpareRow {
  readonly vesselId: string;
  readonly role: string;
  readonly place: number;
  readonly pointId: string;
}

const fromRow = (row: VesselRow, spareSensors: unknown): unknown => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  volumeL: row.volumeL,
  sensors: { beer: row.beerId, chamber: row.chamberId, room: row.roomId },
  spareSensors,
  actuators: { heater: row.heaterId, cooler: row.coolerId },
  permissives: { heater: row.heaterPermitId, cooler: row.coolerPermitId },
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
  heaterPermitId: vessel.permissives.heater,
  coolerPermitId: vessel.permissives.cooler,
  heaterW: vessel.heaterW,
  coolerW: vessel.coolerW,
  limits: JSON.stringify(vessel.limits),
  algorithm: JSON.stringify(vessel.algorithm),
  control: JSON.stringify(vessel.control),
});

/** The spare probes of a vessel by role; a role that nobody knows is left to the schema to refuse. */
function sparesOf(id: string, rows: readonly SpareRow[]): Record<string, string[]> {
  const spares: Record<string, string[]> = { beer: [], chamber: [], room: [] };
  for (const { vesselId, role, pointId } of rows) if (vesselId === id) (spares[role] ??= []).push(pointId);
  return spares;
}

function toSpareRows(vesselId: string, spares: SpareSensors): SpareRow[] {
  return sensorRoles.flatMap((role) =>
    spares[role].map((pointId, place) => ({ vesselId, role, place, pointId })),
  );
}

const LIST = `
  SELECT id, name, kind, volume_l AS volumeL, beer_id AS beerId, chamber_id AS chamberId, room_id AS roomId,
    heater_id AS heaterId, cooler_id AS coolerId, heater_permit_id AS heaterPermitId,
    cooler_permit_id AS coolerPermitId, heater_w AS heaterW, cooler_w AS coolerW, limits, algorithm, control
  FROM vessels ORDER BY n`;

const PUT = `
  INSERT INTO vessels (id, name, kind, volume_l, beer_id, chamber_id, room_id, heater_id, cooler_id,
    heater_permit_id, cooler_permit_id, heater_w, cooler_w, limits, algorithm, control)
  VALUES (@id, @name, @kind, @volumeL, @beerId, @chamberId, @roomId, @heaterId, @coolerId,
    @heaterPermitId, @coolerPermitId, @heaterW, @coolerW, @limits, @algorithm, @control)
  ON CONFLICT (id) DO UPDATE SET name = @name, kind = @kind, volume_l = @volumeL, beer_id = @beerId,
    chamber_id = @chamberId, room_id = @roomId, heater_id = @heaterId, cooler_id = @coolerId,
    heater_permit_id = @heaterPermitId, cooler_permit_id = @coolerPermitId,
    heater_w = @heaterW, cooler_w = @coolerW, limits = @limits, algorithm = @algorithm, control = @control`;

/** A vessel with a sensor or an actuator that does not exist is `invalid`. */
export function createVesselsRepository(db: Database, rows: RowReader): Store['vessels'] {
  const list = db.prepare<[], VesselRow>(LIST);
  const put = db.prepare<[VesselRow]>(PUT);
  const listSpares = db.prepare<[], SpareRow>(
    'SELECT vessel_id AS vesselId, role, place, point_id AS pointId FROM spare_sensors ORDER BY vessel_id, role, place',
  );
  const putSpare = db.prepare<[SpareRow]>(
    'INSERT INTO spare_sensors (vessel_id, role, place, point_id) VALUES (@vesselId, @role, @place, @pointId)',
  );
  const removeSpares = db.prepare<[string]>('DELETE FROM spare_sensors WHERE vessel_id = ?');
  const putAll = db.transaction((vessel: Vessel) => {
    put.run(toRow(vessel));
    removeSpares.run(vessel.id);
    for (const spare of toSpareRows(vessel.id, vessel.spareSensors)) putSpare.run(spare);
  });
  const remove = db.prepare<[string]>('DELETE FROM vessels WHERE id = ?');
  return {
    list: () => {
      const spares = listSpares.all();
      return rows.read(
        'vessel',
        vesselSchema,
        list.all().map((row) => ({ id: row.id, value: fromRow(row, sparesOf(row.id, spares)) })),
      );
    },
    put: (vessel) => {
      putAll(vessel);
    },
    remove: (id) => remove.run(id).changes > 0,
  };
}

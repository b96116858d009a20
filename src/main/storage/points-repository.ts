import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type Point, pointSchema } from '#shared/domain/point.ts';
import { fromJson, type RowReader } from './row-reader.ts';

interface PointRow {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string;
  readonly address: string;
  readonly kind: string;
  readonly offsetC: number | null;
  readonly readings: string | null;
  readonly outputKind: string | null;
  readonly inverted: number | null;
  readonly quantity: string | null;
}

/** Each kind of point has its own column; a kind that is not known is left to the schema to refuse. */
function fromRow({ offsetC, readings, outputKind, inverted, quantity, ...row }: PointRow): unknown {
  if (row.kind === 'temperature') return { ...row, offsetC, readings: fromJson(readings ?? 'null') ?? null };
  if (row.kind === 'measure') return { ...row, quantity };
  return row.kind === 'input' ? { ...row, inverted: inverted === 1 } : { ...row, outputKind };
}

const toRow = (point: Point): PointRow => ({
  id: point.id,
  name: point.name,
  deviceId: point.deviceId,
  address: point.address,
  kind: point.kind,
  offsetC: point.kind === 'temperature' ? point.offsetC : null,
  readings: point.kind === 'temperature' ? JSON.stringify(point.readings) : null,
  outputKind: point.kind === 'output' ? point.outputKind : null,
  inverted: point.kind === 'input' ? Number(point.inverted) : null,
  quantity: point.kind === 'measure' ? point.quantity : null,
});

/** Removing a point is refused (`in-use`) while a vessel uses it; a point of an unknown device is `invalid`. */
export function createPointsRepository(db: Database, rows: RowReader): Store['points'] {
  const list = db.prepare<[], PointRow>(
    `SELECT id, name, device_id AS deviceId, address, kind, offset_c AS offsetC, readings, output_kind AS outputKind,
       inverted, quantity
     FROM points ORDER BY n`,
  );
  const put = db.prepare<[PointRow]>(
    `INSERT INTO points (id, name, device_id, address, kind, offset_c, readings, output_kind, inverted,
       quantity)
     VALUES (@id, @name, @deviceId, @address, @kind, @offsetC, @readings, @outputKind, @inverted, @quantity)
     ON CONFLICT (id) DO UPDATE SET name = @name, device_id = @deviceId, address = @address,
       kind = @kind, offset_c = @offsetC, readings = @readings, output_kind = @outputKind, inverted = @inverted,
       quantity = @quantity`,
  );
  const remove = db.prepare<[string]>('DELETE FROM points WHERE id = ?');
  return {
    list: () =>
      rows.read(
        'point',
        pointSchema,
        list.all().map((row) => ({ id: row.id, value: fromRow(row) })),
      ),
    put: (point) => {
      put.run(toRow(point));
    },
    remove: (id) => remove.run(id).changes > 0,
  };
}

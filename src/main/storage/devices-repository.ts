import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type Device, deviceSchema } from '#shared/domain/device.ts';
import type { RowReader } from './row-reader.ts';

/** Removing a device removes its points; it is refused (`in-use`) while a vessel uses one of them. */
export function createDevicesRepository(db: Database, rows: RowReader): Store['devices'] {
  const list = db.prepare<[], Device>('SELECT id, name, driver, connection FROM devices ORDER BY n');
  const put = db.prepare<[Device]>(
    `INSERT INTO devices (id, name, driver, connection) VALUES (@id, @name, @driver, @connection)
     ON CONFLICT (id) DO UPDATE SET name = @name, driver = @driver, connection = @connection`,
  );
  const remove = db.prepare<[string]>('DELETE FROM devices WHERE id = ?');
  return {
    list: () =>
      rows.read(
        'device',
        deviceSchema,
        list.all().map((row) => ({ id: row.id, value: row })),
      ),
    put: (device) => {
      put.run(device);
    },
    remove: (id) => remove.run(id).changes > 0,
  };
}

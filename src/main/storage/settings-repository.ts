import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { settingSchema } from '#shared/domain/setting.ts';
import { fromJson, type RowReader } from './row-reader.ts';

interface SettingRow {
  readonly name: string;
  readonly value: string;
}

export function createSettingsRepository(db: Database, rows: RowReader): Store['settings'] {
  const list = db.prepare<[], SettingRow>('SELECT name, value FROM settings ORDER BY name');
  const put = db.prepare<[SettingRow]>(
    'INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = @value',
  );
  const remove = db.prepare<[string]>('DELETE FROM settings WHERE name = ?');
  return {
    list: () =>
      rows.read(
        'setting',
        settingSchema,
        list.all().map(({ name, value }) => ({ id: name, value: { name, value: fromJson(value) } })),
      ),
    put: ({ name, value }) => {
      put.run({ name, value: JSON.stringify(value) });
    },
    remove: (name) => remove.run(name).changes > 0,
  };
}

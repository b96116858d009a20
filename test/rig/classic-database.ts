import Database from 'better-sqlite3';

/** Rows by table; what a column is not given is NULL. Values may be of any type, as SQLite lets them. */
export type ClassicRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** The schema that the original maelstrom makes, through its mapper: types are names, and nothing is required. */
const schema = `
  CREATE TABLE appsetting (id INTEGER NOT NULL, name VARCHAR(1024), value VARCHAR(1024), PRIMARY KEY (id));
  CREATE TABLE profile (id INTEGER NOT NULL, name VARCHAR(1024), type VARCHAR(1024), PRIMARY KEY (id));
  CREATE TABLE "profileTemperature" (id INTEGER NOT NULL, profile_id INTEGER, day NUMERIC, date DATETIME,
    temperature NUMERIC, PRIMARY KEY (id), FOREIGN KEY(profile_id) REFERENCES profile (id) ON DELETE CASCADE);
  CREATE TABLE "profileEvent" (id INTEGER NOT NULL, profile_id INTEGER, day NUMERIC, date DATETIME,
    "eventText" VARCHAR(1024), PRIMARY KEY (id), FOREIGN KEY(profile_id) REFERENCES profile (id) ON DELETE CASCADE);
  CREATE TABLE iocontroller (id INTEGER NOT NULL, name VARCHAR(1024), address VARCHAR(1024), port VARCHAR(1024),
    socket VARCHAR(1024), PRIMARY KEY (id));
  CREATE TABLE iochamber (id INTEGER NOT NULL, name VARCHAR(1024), iocontroller_id INTEGER, PRIMARY KEY (id),
    FOREIGN KEY(iocontroller_id) REFERENCES iocontroller (id) ON DELETE CASCADE);
  CREATE TABLE iodevice (id INTEGER NOT NULL, iochamber_id INTEGER, name VARCHAR(1024), slot VARCHAR(1024),
    devicetype VARCHAR(1024), hardwaretype VARCHAR(1024), function VARCHAR(1024), PRIMARY KEY (id),
    FOREIGN KEY(iochamber_id) REFERENCES iochamber (id) ON DELETE CASCADE);
`;

/** A database file of the original maelstrom with these rows. */
export function classicDatabase(rows: ClassicRows = {}, options: { readonly schema?: string } = {}): Buffer {
  const db = new Database(':memory:');
  try {
    db.pragma('foreign_keys = OFF');
    db.exec(options.schema ?? schema);
    for (const [table, list] of Object.entries(rows)) {
      for (const row of list) {
        const columns = Object.keys(row);
        const names = columns.map((name) => `"${name}"`).join(', ');
        const values = columns.map(() => '?').join(', ');
        db.prepare(`INSERT INTO "${table}" (${names}) VALUES (${values})`).run(
          ...Object.values(row).map(bound),
        );
      }
    }
    return db.serialize();
  } finally {
    db.close();
  }
}

/** A whole number is bound as one: otherwise a text column would keep `8888.0`. */
function bound(value: unknown): unknown {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
}

/** The same as the text that a request carries. */
export function inBase64(file: Uint8Array): string {
  return Buffer.from(file).toString('base64');
}

const day = (id: number, profile: number, days: unknown, temperature: unknown, date: unknown = null) => ({
  id,
  profile_id: profile,
  day: days,
  date,
  temperature,
});

/** A brewery as the original keeps it: every table filled, with the odd types that its programs leave behind. */
export const classicBrewery = {
  appsetting: [
    { id: 1, name: 'brewery_logo', value: 'http://example.org/logo.png' },
    { id: 2, name: 'selectedStyle', value: '21A' },
    { id: 3, name: 'theme', value: 'blueberry' },
    { id: 4, name: 'refresh', value: 15 },
    { id: 5, name: 'path/of/things', value: 'x' },
    { id: 6, name: 'unset', value: null },
    { id: 7, name: null, value: 'lost' },
    { id: 8, name: 'units.temperature', value: 'Kelvin' },
  ],
  profile: [
    { id: 1, name: 'Pale Ale', type: 'Fermentation' },
    { id: 2, name: 'Step mash', type: 'Mash' },
    { id: 5, name: 'Lager', type: null },
    { id: 6, name: 'Empty', type: 'Fermentation' },
    { id: 7, name: 'Twice', type: 'Fermentation' },
  ],
  profileTemperature: [
    day(1, 1, 0, 18, '2014-03-01 20:15:00.000000'),
    day(2, 1, '4.5', '18.5', '2014-03-06 08:15:00.000000'),
    day(3, 1, 10, 20.25, null),
    // An event that was stored as a temperature: its text is lost.
    day(4, 1, 3, null, '2014-03-04 20:15:00.000000'),
    day(5, 2, 0, 52),
    day(6, 2, 0.0208333333, '63'),
    day(7, 2, 0.0625, 78),
    day(8, 5, 2, 10),
    day(9, 5, 1, 9),
    day(10, 7, 1, 9),
    day(11, 7, '1.0', 12),
    day(12, 99, 1, 12),
  ],
  profileEvent: [
    { id: 1, profile_id: 1, day: 7, date: null, eventText: 'Dry hops' },
    { id: 2, profile_id: 1, day: 8, date: null, eventText: null },
    { id: 3, profile_id: 2, day: 0.03, date: null, eventText: 'Stir' },
  ],
  iocontroller: [
    { id: 3, name: 'BrewPi', address: '10.0.0.5', port: 8888, socket: '/home/brewpi/BEERSOCKET' },
    { id: 4, name: 'Old one', address: null, port: null, socket: null },
  ],
  iochamber: [
    { id: 1, name: 'Fridge', iocontroller_id: 3 },
    { id: 2, name: 'Freezer', iocontroller_id: '3' },
    { id: 3, name: 'Lost', iocontroller_id: 77 },
  ],
  iodevice: [
    {
      id: 1,
      iochamber_id: 1,
      name: 'Beer probe',
      slot: '0',
      devicetype: '1',
      hardwaretype: '2',
      function: '9',
    },
    { id: 2, iochamber_id: 1, name: null, slot: 1, devicetype: 1, hardwaretype: 2, function: 5 },
    { id: 3, iochamber_id: 1, name: 'Door', slot: 2, devicetype: 2, hardwaretype: 1, function: 1 },
    { id: 4, iochamber_id: 1, name: 'Cooler', slot: 3, devicetype: 3, hardwaretype: 1, function: 3 },
    {
      id: 5,
      iochamber_id: 1,
      name: 'Heater',
      slot: 4,
      devicetype: 3,
      hardwaretype: 1,
      function: 'chamber heater',
    },
    { id: 6, iochamber_id: 2, name: 'Beer 2', slot: 5, devicetype: 1, hardwaretype: 2, function: 9 },
    { id: 7, iochamber_id: 2, name: 'What?', slot: null, devicetype: 0, hardwaretype: 0, function: 0 },
    { id: 8, iochamber_id: 55, name: 'Nobody’s', slot: null, devicetype: 1, hardwaretype: 2, function: 9 },
  ],
} as const satisfies ClassicRows;

import { ClassicIds } from '#main/app/classic-ids.ts';
import { planImport, storeImport } from '#main/app/classic-import-plan.ts';
import { readClassicProfile } from '#main/server/classic/read-profile.ts';
import { readClassicDatabase } from '#main/storage/classic-database.ts';
import { openStore } from '#main/storage/open-store.ts';
import { classicBrewery, classicDatabase } from '#test/rig/classic-database.ts';

/** A process that imports, and is killed with the last thing that the import stores. */
const [dataDir = ''] = process.argv.slice(2);
const { store } = openStore(dataDir);
let made = 0;
const plan = planImport(readClassicDatabase(classicDatabase(classicBrewery)), {
  store,
  source: { readProfile: readClassicProfile },
  newId: (prefix) => `${prefix}-${(made += 1)}`,
});
const memory = {
  ...store.memory,
  put: (name: string, text: string): void => {
    store.memory.put(name, text);
    if (name === 'classic-import') process.kill(process.pid, 'SIGKILL');
  },
};
storeImport({ ...store, memory }, new ClassicIds(store), plan);

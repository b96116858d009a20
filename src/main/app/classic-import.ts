import type { ImportPreview } from '#shared/domain/classic-import.ts';
import type { ClassicIds } from './classic-ids.ts';
import { changesOf, type ImportPlan, planImport, storeImport } from './classic-import-plan.ts';
import type { DeviceService } from './device-service.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import type { PointService } from './point-service.ts';
import type { ClassicSource } from './ports/classic-source.ts';
import type { ProfileService } from './profile-service.ts';
import type { SettingService } from './setting-service.ts';
import type { VesselService } from './vessel-service.ts';

export interface ClassicImportParts {
  readonly kernel: Kernel;
  readonly source: ClassicSource;
  readonly log: LogService;
  readonly classicIds: ClassicIds;
  readonly settings: SettingService;
  readonly devices: DeviceService;
  readonly points: PointService;
  readonly vessels: VesselService;
  readonly profiles: ProfileService;
}

/** Imports the database of the original maelstrom into a running console. */
export class ClassicImport {
  private readonly parts: ClassicImportParts;

  constructor(parts: ClassicImportParts) {
    this.parts = parts;
  }

  /** @param file base64. @throws AppError `invalid` for what is no such database, `limit` when it brings too much. */
  preview(file: string): ImportPreview {
    return { items: this.plan(file).items };
  }

  /** All of it or nothing. What the services have of it they have when it is on the disk. */
  async apply(file: string, by: string): Promise<ImportPreview> {
    const { kernel, classicIds, log } = this.parts;
    const plan = this.plan(file);
    storeImport(kernel.store, classicIds, plan);
    const count = changesOf(plan);
    log.add('info', 'console', `Import of the original maelstrom by ${by}: ${count} new or changed`);
    await this.adopt(plan);
    return { items: plan.items };
  }

  private plan(file: string): ImportPlan {
    const { kernel, source } = this.parts;
    const database = source.readDatabase(Buffer.from(file, 'base64'));
    return planImport(database, { store: kernel.store, source, newId: kernel.newId });
  }

  /** In the order in which things refer to each other, so that nobody is told of what is not there yet. */
  private async adopt(plan: ImportPlan): Promise<void> {
    const { settings, devices, points, vessels, profiles } = this.parts;
    const reopened = plan.devices.map((device) => devices.adoptStored(device));
    for (const point of plan.points) points.adopt(point);
    for (const vessel of plan.vessels) vessels.adopt(vessel);
    for (const profile of plan.profiles) profiles.adopt(profile);
    for (const setting of plan.settings) settings.adopt(setting);
    await Promise.all(reopened);
  }
}

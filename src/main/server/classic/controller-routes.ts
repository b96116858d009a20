import { BRIDGE_DRIVER, printBridgeConnection } from '#shared/domain/bridge-connection.ts';
import { RequestProblem } from '../problem.ts';
import { type ClassicCall, type ClassicRoute, type RouteParts, success } from './call.ts';
import type { ProcedureClient } from './client.ts';
import { bridgeConnection, type Controller, controllersOf, readController, toRow } from './controllers.ts';
import { idOrNull } from './read.ts';

/** Devices, and vessels that need rows of their own, under the paths of the original. */
export function controllerRoutes({ services, settings }: RouteParts): Readonly<Record<string, ClassicRoute>> {
  const { ids } = services.classic;

  /** @throws RequestProblem 404. */
  const find = async ({ client, id }: ClassicCall): Promise<Controller> => {
    const n = idOrNull(id);
    const known = n === null ? undefined : ids.find('controller', n);
    const controller = (await listControllers(client)).find((each) =>
      each.kind === 'device'
        ? known?.kind === 'device' && each.device.id === known.id
        : known?.kind === 'vessel' && each.vessel.id === known.id,
    );
    if (controller === undefined) throw new RequestProblem(404, 'Not found');
    return controller;
  };

  return {
    '/iocontrollers': {
      GET: async ({ client }) => ({
        controllers: (await listControllers(client)).map((each) => toRow(each, ids)),
      }),
      POST: async ({ client, body }) => {
        const { name, ...place } = readController(body);
        const connection = printBridgeConnection({ ...place, unit: settings.unit });
        const device = await client.device.create({ name, driver: BRIDGE_DRIVER, connection });
        return { ...success, id: ids.numberOf('device', device.id) };
      },
    },
    '/iocontroller/:id': {
      GET: async (call) => ({ controller: toRow(await find(call), ids) }),
      POST: async (call) => {
        await update(await find(call), call);
        return success;
      },
      DELETE: async (call) => {
        const controller = await find(call);
        if (controller.kind === 'vessel') {
          const words = `This is the vessel ${controller.vessel.name}: remove it in the console itself`;
          throw new RequestProblem(409, words);
        }
        await call.client.device.remove({ id: controller.device.id });
        return success;
      },
    },
  };
}

async function listControllers(client: ProcedureClient): Promise<Controller[]> {
  const devices = (await client.device.list()).map(({ device }) => device);
  return controllersOf({ devices, vessels: await client.vessel.list(), points: await client.point.list() });
}

async function update(controller: Controller, { client, body }: ClassicCall): Promise<void> {
  const { name, ...place } = readController(body);
  if (controller.kind === 'vessel') {
    await client.vessel.update({ id: controller.vessel.id, name });
    return;
  }
  const { device } = controller;
  const isBridge = device.driver === BRIDGE_DRIVER;
  const { unit } = bridgeConnection(device);
  const connection = isBridge ? printBridgeConnection({ ...place, unit }) : place.address;
  await client.device.update({ id: device.id, name, connection });
}

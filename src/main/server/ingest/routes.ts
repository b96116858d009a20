import type { FastifyInstance, FastifyRequest } from 'fastify';
import { roleAllows } from '#main/api/roles.ts';
import type { SensorMessage } from '#main/app/ingest-service.ts';
import type { ConsoleServices } from '#main/app/services.ts';
import type { Gate } from '../gate.ts';
import { parseJson } from '../json-body.ts';
import { answerRefusal, problem, type Refusal, RequestProblem } from '../problem.ts';
import { API_PREFIX } from '../rest.ts';
import { readGeneric } from './generic.ts';
import { readIspindel } from './ispindel.ts';
import { readTilt, readTiltBridge } from './tilt.ts';

/** A sensor sends a few hundred bytes, a bridge of Tilts a few thousand. */
const MAX_SENSOR_BODY_BYTES = 16 * 1024;

export interface IngestDoor {
  readonly ingest: ConsoleServices['ingest'];
  readonly gate: Gate;
}

const formats: Readonly<Record<string, (body: unknown) => readonly SensorMessage[]>> = {
  ispindel: (body) => [readIspindel(body, 'ispindel')],
  gravitymon: (body) => [readIspindel(body, 'gravitymon')],
  tiltbridge: readTiltBridge,
  tilt: (body) => [readTilt(body)],
  json: (body) => [readGeneric(body)],
};

/** Where sensors on the network post their values, each in its own words. */
export function serveIngest(app: FastifyInstance, { ingest, gate }: IngestDoor): void {
  app.register((scope, _options, done) => {
    parseSensorBodies(scope);
    for (const [format, read] of Object.entries(formats)) {
      const url = `${API_PREFIX}/ingest/${format}`;
      // Some sensors can send no header: their token stands in the body, so the door looks after it was read.
      scope.post(
        url,
        { config: { open: true }, bodyLimit: MAX_SENSOR_BODY_BYTES },
        async (request, reply) => {
          const refusal = refuse(request, gate);
          if (refusal !== null) return answerRefusal(reply, refusal);
          if (request.url.includes('?'))
            throw new RequestProblem(400, 'Values go into the body of this request, not into its address');
          return { heard: ingest.take(read(request.body)) };
        },
      );
      refuseOthers(scope, url);
    }
    done();
  });
}

/** Why a sender may not post, or null. A guess counts, wherever it stood. */
function refuse(request: FastifyRequest, gate: Gate): Refusal | null {
  if (roleAllows(request.actor.role, 'operate')) return null;
  const token = presented(request);
  if (token === null)
    return {
      status: 401,
      message: 'This console needs its token: in the field token, or as Authorization: Bearer',
    };
  const answer = gate.signIn(token, request.ip);
  return answer.ok ? null : answer;
}

function presented({ headers, body }: FastifyRequest): string | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'token')) return null;
  const { token } = body as { readonly token: unknown };
  return typeof token === 'string' && token !== '' && token.length <= 1000 ? token : null;
}

/** Sensors send JSON; a Tilt's own programs send a form. */
function parseSensorBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_: FastifyRequest, body: Buffer) => parseJson(body),
  );
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
}

function refuseOthers(scope: FastifyInstance, url: string): void {
  scope.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url,
    exposeHeadRoute: false,
    handler: async (request, reply) =>
      reply
        .code(405)
        .header('allow', 'POST')
        .send(problem(405, `${request.method} is not possible here, but POST`)),
  });
}

import type { FastifyInstance } from 'fastify';
import { contract } from '#shared/contract/index.ts';
import { API_PREFIX } from './rest.ts';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Maelstrom API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="../../api-docs/swagger-ui.css">
</head>
<body>
<div id="api">The description is at <a href="openapi.json">openapi.json</a>.</div>
<script src="../../api-docs/swagger-ui-bundle.js"></script>
<script src="docs/show.js"></script>
</body>
</html>
`;

const script = `window.SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#api',
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;

/**
 * Serves the description of the API and a page that shows it. The page's viewer comes with the built pages, under
 * `api-docs/`; addresses are relative, so that the page works below any base path.
 */
export function serveApiDocument(app: FastifyInstance, version: string): void {
  let document: Promise<unknown> | null = null;
  // Made when somebody asks: it takes longer than the rest of the start.
  app.get(`${API_PREFIX}/openapi.json`, async () => (document ??= describeApi(version)));
  app.get(`${API_PREFIX}/docs`, async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  app.get(`${API_PREFIX}/docs/show.js`, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(script),
  );
}

/** The OpenAPI document of the contract. */
export async function describeApi(version: string): Promise<unknown> {
  const { OpenAPIGenerator } = await import('@orpc/openapi');
  const { ZodToJsonSchemaConverter } = await import('@orpc/zod/zod4');
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(contract, {
    info: {
      title: 'Maelstrom console',
      version,
      description:
        'Requests and answers of the brewing console. What happens live is told by the channels at /ws.',
    },
    // Relative to this document.
    servers: [{ url: '.' }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{}, { token: [] }],
  });
}

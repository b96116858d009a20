import { promises as files } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { PAGE_ORIGIN } from './page-origin.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
};

/** Styles may be inline, since the interface's components write their colour variables in a style element; the brewery's logo may be an address. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: http: https:",
  "font-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** Answers a request of the window with a file of the built page. Nothing outside of its folder is ever read. */
export async function servePageFile(
  request: { readonly url: string; readonly method: string },
  pageDir: string,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const file = fileOf(request.url, resolve(pageDir));
  if (file === null) return refuse(404);
  const type = types[extname(file)];
  if (type === undefined) return refuse(404);
  try {
    const bytes = await files.readFile(file);
    const body = request.method === 'HEAD' ? null : bytes;
    return new Response(body, { headers: { ...headers, 'content-type': type } });
  } catch {
    return refuse(404);
  }
}

/** The file that an address means, or null when it means none inside the folder. */
function fileOf(address: string, folder: string): string | null {
  const url = URL.parse(address);
  if (url === null || `${url.protocol}//${url.host}` !== PAGE_ORIGIN) return null;
  const path = decoded(url.pathname);
  // A part that starts with a dot is hidden, or leads upwards; a backslash or a colon means something to Windows.
  if (path === null || /(^|\/)\.|[\\:\0]/.test(path)) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  return file.startsWith(folder + sep) ? file : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers });
}

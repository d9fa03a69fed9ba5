import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";

/**
 * The web server, in a process of its own. Started by `npm start` with its settings as one JSON argument.
 * In front of Next it does what needs the connection itself: it states the real address of a request's client, and
 * refuses hosts that are not the portal's.
 */
interface ServerSettings {
  dir: string;
  dev: boolean;
  host: string;
  port: number;
  /** The public origin behind a proxy; null: loopback only. */
  publicOrigin: string | null;
}

const settings: ServerSettings = JSON.parse(process.argv[2] ?? "null");
if (!settings || !process.send) {
  process.stderr.write("scripts/serve.ts is started by npm start\n");
  process.exit(1);
}
const publicHost = settings.publicOrigin ? new URL(settings.publicOrigin).host : null;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Without this, a page on any site could point its own name at 127.0.0.1 and talk to the portal as if it were its
 * own origin (DNS rebinding).
 */
function isKnownHost(host: string | undefined): boolean {
  return host !== undefined && (LOOPBACK_HOST.test(host) || host.toLowerCase() === publicHost);
}

/**
 * Sets the forwarding headers that the portal believes. Behind a proxy (PORTAL_URL) the proxy's own are kept;
 * otherwise nobody but this server may set them.
 */
function setForwardingHeaders(request: IncomingMessage): void {
  const peer = request.socket.remoteAddress ?? "";
  const { headers } = request;
  if (settings.publicOrigin) {
    headers["x-forwarded-for"] ??= peer;
    headers["x-forwarded-host"] = new URL(settings.publicOrigin).host;
    headers["x-forwarded-proto"] = new URL(settings.publicOrigin).protocol.slice(0, -1);
    return;
  }
  headers["x-forwarded-for"] = peer;
  headers["x-forwarded-host"] = headers.host;
  headers["x-forwarded-proto"] = "http";
  delete headers.forwarded;
}

function refuseHost(response: ServerResponse): void {
  response.writeHead(421, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end("This portal is not known by that host name. Set PORTAL_URL to its public address.\n");
}

/** The methods that Next's request can have. With another one, such as TRACE, it fails before any route is chosen. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

function refuseMethod(response: ServerResponse): void {
  response.writeHead(405, { Allow: METHODS.join(", "), "Cache-Control": "no-store" });
  response.end();
}

/** Whether a path can be decoded. On another one, such as "/%E0%A4%A", Next fails. */
function isReadablePath(url: string | undefined): boolean {
  try {
    decodeURIComponent(url?.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

function refusePath(response: ServerResponse): void {
  response.writeHead(400, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end("This address can't be read: a % in it is not followed by two digits that make sense.\n");
}

/** What every answer says. Next could add them, too, but would compare each request with patterns for that. */
const HEADERS = new Map([
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  ["Referrer-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  // An answer that is data: a browser that is led to it must run and frame nothing. For a page, `proxy.ts` replaces it.
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
]);

const app = next({
  dev: settings.dev,
  dir: settings.dir,
  hostname: settings.host,
  port: settings.port,
});
const server = createServer((request, response) => {
  if (!isKnownHost(request.headers.host)) return refuseHost(response);
  setForwardingHeaders(request);
  response.setHeaders(HEADERS);
  if (!METHODS.includes(request.method ?? "")) return refuseMethod(response);
  if (!isReadablePath(request.url)) return refusePath(response);
  if (request.headers["x-forwarded-proto"] === "https") {
    response.setHeader("Strict-Transport-Security", "max-age=31536000");
  }
  app
    .getRequestHandler()(request, response)
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      response.destroy();
    });
});

/** Requests in flight may finish, but not for ever: a server without its start script would run on unnoticed. */
const FINISH_MS = 7_000;

let stopping = false;

function stop(): void {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), FINISH_MS).unref();
  server.close(async () => {
    await app.close();
    process.exit(0);
  });
  server.closeIdleConnections();
}

server.once("error", (error: NodeJS.ErrnoException) => {
  const inUse = error.code === "EADDRINUSE";
  process.stderr.write(
    inUse ? `PORT: ${settings.port} is in use by another program\n` : `${error.message}\n`,
  );
  process.exit(1);
});
await app.prepare();
server.on("upgrade", (request, socket, head) => {
  if (!isKnownHost(request.headers.host)) return socket.destroy();
  app
    .getUpgradeHandler()(request, socket, head)
    .catch(() => socket.destroy());
});
server.listen(settings.port, settings.host, () => {
  const address = server.address();
  process.once("disconnect", stop);
  // A service manager sends it to every process of the portal at once.
  process.once("SIGTERM", stop);
  process.send?.({ ready: true, port: typeof address === "object" ? address?.port : settings.port });
});

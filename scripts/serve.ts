import { createServer, type ServerResponse } from "node:http";
import next from "next";
import { type FrontSettings, frontOf } from "@/lib/net/front";
import { listenFault } from "./start/listen-fault";

/**
 * The web server, in a process of its own. Started by `npm start` with its settings as one JSON argument.
 * In front of Next it does what needs the connection itself: it states the real address of a request's client, and
 * refuses hosts that are not the portal's.
 */
interface ServerSettings extends FrontSettings {
  dir: string;
  dev: boolean;
  host: string;
  port: number;
}

const settings: ServerSettings = JSON.parse(process.argv[2] ?? "null");
if (!settings || !process.send) {
  process.stderr.write("scripts/serve.ts is started by npm start\n");
  process.exit(1);
}

let unbelieved = false;

/** One line: without it, an operator sees the proxy's address in every event, and not why. */
function reportUnbelieved(peer: string): void {
  if (unbelieved) return;
  unbelieved = true;
  process.stderr.write(
    `PORTAL_TRUSTED_PROXIES: X-Forwarded-For from ${peer} is not believed. Name this address there if it is your proxy's\n`,
  );
}

const front = frontOf(settings, reportUnbelieved);

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`${words}\n`);
}

const UNKNOWN_HOST = "This portal is not known by that host name. Set PORTAL_URL to its public address.";

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

const UNREADABLE_PATH =
  "This address can't be read: a % in it is not followed by two digits that make sense.";

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
// A year, and for names below the portal's as well: one of them could set cookies for it over plain http.
if (settings.publicOrigin?.startsWith("https:"))
  HEADERS.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");

const app = next({
  dev: settings.dev,
  dir: settings.dir,
  hostname: settings.host,
  port: settings.port,
});
const server = createServer((request, response) => {
  response.setHeaders(HEADERS);
  if (!front.isKnownHost(request)) return refuse(response, 421, UNKNOWN_HOST);
  front.settleHeaders(request);
  if (!METHODS.includes(request.method ?? "")) return refuseMethod(response);
  if (!isReadablePath(request.url)) return refuse(response, 400, UNREADABLE_PATH);
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
  process.stderr.write(`${listenFault(error, settings)}\n`);
  process.exit(1);
});
// A server whose start script is gone ends, also while it gets ready: nobody else would end it.
const endAlone = () => (server.listening ? stop() : process.exit(1));
process.once("disconnect", endAlone);
if (!process.connected) endAlone();
await app.prepare();
server.on("upgrade", (request, socket, head) => {
  if (!front.isKnownHost(request)) return socket.destroy();
  front.settleHeaders(request);
  app
    .getUpgradeHandler()(request, socket, head)
    .catch(() => socket.destroy());
});
server.listen(settings.port, settings.host, () => {
  const address = server.address();
  // A service manager sends one to every process of the portal at once.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, stop);
  process.send?.({ ready: true, port: typeof address === "object" ? address?.port : settings.port });
});

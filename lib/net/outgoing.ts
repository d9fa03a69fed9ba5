import "server-only";
import { Socket } from "node:net";
import { buildConnector, Client } from "undici";
import { env } from "@/lib/env";
import { errorCode } from "@/lib/problems/problem";
import { trust } from "./authorities";
import { isLoopbackName } from "./host-names";
import { proxyFor, readProxy } from "./proxy-for";

type Connector = buildConnector.connector;

/** A proxy that did not let a connection through. `message` is for people, and has nothing of its address in it. */
export class ProxyFailed extends Error {
  constructor(words: string) {
    super(`the proxy (HTTPS_PROXY) ${words}`);
    this.name = "ProxyFailed";
  }
}

/** The proxy that an address is reached through; null for none. The URL may have a password: never log it. */
export function outgoingProxy(address: URL): URL | null {
  // The sandbox is there, and a request to it needs no setting.
  if (isLoopbackName(address.hostname)) return null;
  const { https_proxy, HTTPS_PROXY, http_proxy, HTTP_PROXY, no_proxy, NO_PROXY } = env();
  const named = https_proxy ?? HTTPS_PROXY ?? http_proxy ?? HTTP_PROXY;
  return proxyFor(address, {
    proxy: named === undefined ? null : readProxy(named),
    except: no_proxy ?? NO_PROXY ?? "",
  });
}

function credentialsOf({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair, "utf8").toString("base64")}` };
}

function refusalOf(status: number): ProxyFailed {
  if (status === 407) return new ProxyFailed("wants another user name or password (407)");
  return new ProxyFailed(`refused the connection (${status})`);
}

function failureOf(error: unknown, late: boolean): Error {
  if (error instanceof ProxyFailed) return error;
  const code = errorCode(error);
  const words = code !== null && /^[A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : "";
  return new ProxyFailed(late ? "did not answer in time" : `can't be reached${words}`);
}

/** Has the proxy connect to a host; the bytes of the socket are then that host's. */
async function tunnel(proxy: URL, target: string, timeoutMs: number): Promise<Socket> {
  const client = new Client(proxy.origin, {
    connect: { ...trust(), timeout: timeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const headers = { host: target, ...credentialsOf(proxy) };
    const { socket, statusCode } = await client.connect({ path: target, headers, signal: late });
    socket.on("error", () => undefined);
    if (statusCode === 200 && socket instanceof Socket) return socket;
    socket.destroy();
    throw refusalOf(statusCode);
  } catch (error) {
    throw failureOf(error, late.aborted);
  } finally {
    // It has handed its only connection over, or has none.
    client.destroy().catch(() => undefined);
  }
}

/**
 * Makes what opens connections to one host, directly or through the proxy that the environment names for it. The host's
 * certificate is checked in either case.
 *
 * @param options of the connection itself; its time-out counts once for the proxy and once for the host behind it
 * @param authorities a further file of authorities for this host's certificate
 */
export function outgoingConnector(
  address: URL,
  options: buildConnector.BuildOptions & { timeout: number },
  authorities?: string,
): Connector {
  const connect = buildConnector({
    ...(address.protocol === "https:" ? trust(authorities) : {}),
    ...options,
  });
  const proxy = outgoingProxy(address);
  if (proxy === null) return connect;
  const target = `${address.hostname}:${address.port || "443"}`;
  return (given, callback) => {
    tunnel(proxy, target, options.timeout).then(
      (httpSocket) => connect({ ...given, httpSocket }, callback),
      (error: Error) => callback(error, null),
    );
  };
}

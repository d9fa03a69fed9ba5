import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { sessionCookieName } from "@/lib/identity/session-token";
import { apiRoutes } from "@/scripts/openapi/api-routes";
import { findHandler, type Route } from "./route-table";

export interface PortalAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined where it is none. Tests know its shape from their request. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads fields of answers whose shape is what it checks.
  json: any;
}

export interface PortalRequest {
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  /** Win over the client's own; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
}

const portalRoutes = apiRoutes();

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Calls the route handlers in this process as Next would, with real requests and answers. */
export class PortalClient {
  #cookie: string | undefined;
  #token: string | undefined;
  #routes: Route[] = portalRoutes;

  constructor(readonly userId: string | null = null) {}

  /** From now on every request carries the cookie of a session. */
  async withSession(sessionId: string): Promise<this> {
    const token = await encode({ token: { sid: sessionId }, secret: env().PORTAL_SECRET });
    this.#cookie = `${sessionCookieName()}=${token}`;
    return this;
  }

  /** From now on every request carries a token, as a script sends it: no cookie goes along, and no origin. */
  withToken(token: string): this {
    this.#token = token;
    return this;
  }

  /** The same person at other routes: those that a test makes up. */
  at(routes: Route[]): PortalClient {
    const client = new PortalClient(this.userId);
    client.#cookie = this.#cookie;
    client.#token = this.#token;
    client.#routes = routes;
    return client;
  }

  /** The handler's own answer, its body not read yet. */
  async open(method: string, path: string, { body, headers = {} }: PortalRequest = {}): Promise<Response> {
    const url = new URL(path, env().PORTAL_URL);
    const sent: Record<string, string | undefined> = {
      ...(this.#cookie ? { cookie: this.#cookie } : {}),
      ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      ...(method === "GET" || this.#token ? {} : { origin: url.origin }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      "user-agent": "integration-test",
      "x-forwarded-for": "192.0.2.7",
      ...headers,
    };
    const request = new Request(url, {
      method,
      headers: Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const { handler, params } = await findHandler(this.#routes, method, url.pathname);
    return await handler(request, { params: Promise.resolve(params) });
  }

  async call(method: string, path: string, request: PortalRequest = {}): Promise<PortalAnswer> {
    const response = await this.open(method, path, request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  async get(path: string, headers?: PortalRequest["headers"]): Promise<PortalAnswer> {
    return await this.call("GET", path, { headers });
  }

  /** The newest events of a log that match a query, the newest first. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads fields of events whose shape is what it checks.
  async events(query: string, path = "/api/audit-events"): Promise<any[]> {
    return (await this.get(`${path}?limit=200&${query}`)).json.items;
  }

  /** The kinds of this person's notices that they have yet to dismiss. */
  async kindsOfNotices(): Promise<string[]> {
    return (await this.get("/api/me/notices")).json.items.map(({ kind }: { kind: string }) => kind);
  }

  /** A write to a flow, with a new Idempotency-Key unless one is given. */
  async write(
    method: string,
    path: string,
    body: unknown,
    headers: PortalRequest["headers"] = {},
  ): Promise<PortalAnswer> {
    return await this.call(method, path, { body, headers: { "idempotency-key": randomUUID(), ...headers } });
  }
}

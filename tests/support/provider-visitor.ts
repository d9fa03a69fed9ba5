import { type Dispatcher, fetch } from "undici";
import { env } from "@/lib/env";
import { PortalClient } from "./portal-client";

interface Cookie {
  name: string;
  value: string;
  path: string;
}

/** Where a browser came to rest. */
export interface Rest {
  status: number;
  url: URL;
  text: string;
}

type Answer = { status: number; headers: Pick<Headers, "get" | "getSetCookie">; text: () => Promise<string> };

/** A browser without a window: it keeps cookies by site and path, and follows redirects between the portal and its providers. */
export class Visitor {
  readonly #jars = new Map<string, Cookie[]>();
  readonly #portal = new PortalClient();
  /** Changes an address before it is opened, as somebody between the two sites could. */
  rewrite: (url: URL) => URL = (url) => url;
  /** How other sites are reached, where it is not directly. */
  dispatcher: Dispatcher | undefined;
  /** Every address that was opened, in order. */
  readonly visited: URL[] = [];

  /** The header that a request to this address carries. */
  cookiesFor(url: URL): string {
    return (this.#jars.get(url.origin) ?? [])
      .filter(({ path }) => url.pathname === path || url.pathname.startsWith(path.replace(/\/?$/, "/")))
      .sort((one, other) => other.path.length - one.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }

  #keep(url: URL, lines: readonly string[]): void {
    const jar = this.#jars.get(url.origin) ?? [];
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? "/";
      const at = jar.findIndex((cookie) => cookie.name === name && cookie.path === path);
      if (at !== -1) jar.splice(at, 1);
      const isOver = value === "" || /max-age=0\b|expires=thu, 01 jan 1970/i.test(line);
      if (!isOver) jar.push({ name, value, path });
    }
    this.#jars.set(url.origin, jar);
  }

  /** Forgets everything about a site, such as who signed in there. */
  forget(origin: string): void {
    this.#jars.delete(origin);
  }

  /** Takes a cookie over, such as that of a session which a test has opened. */
  take(line: string): void {
    this.#keep(new URL(env().PORTAL_URL ?? ""), [line]);
  }

  async #open(url: URL, init: { method: string; body?: string }): Promise<Answer> {
    const cookie = this.cookiesFor(url);
    if (url.origin === env().PORTAL_URL)
      return url.pathname.startsWith("/api/")
        ? await this.#portal.open(init.method, url.pathname + url.search, { headers: { cookie } })
        : new Response(`the page ${url.pathname}`);
    return await fetch(url, {
      ...init,
      redirect: "manual",
      ...(this.dispatcher ? { dispatcher: this.dispatcher } : {}),
      headers: { cookie, ...(init.body ? { "content-type": "application/x-www-form-urlencoded" } : {}) },
    });
  }

  /** Opens an address and follows it until it leads nowhere else. */
  async go(address: string | URL): Promise<Rest> {
    let url = new URL(address, env().PORTAL_URL);
    for (let step = 0; step < 20; step++) {
      url = this.rewrite(url);
      this.visited.push(url);
      const response = await this.#open(url, { method: "GET" });
      this.#keep(url, response.headers.getSetCookie());
      const next = response.headers.get("location");
      if (next === null || response.status < 300 || response.status >= 400)
        return { status: response.status, url, text: await response.text() };
      url = new URL(next, url);
    }
    throw new Error(`a circle of redirects at ${url.href}`);
  }

  /** Calls the portal's API with this browser's cookies. */
  async call(method: string, path: string, body?: unknown) {
    const url = new URL(path, env().PORTAL_URL);
    const headers = { cookie: this.cookiesFor(url) };
    const answer = await this.#portal.call(method, path, {
      ...(body === undefined ? {} : { body }),
      headers,
    });
    this.#keep(url, answer.headers.getSetCookie());
    return answer;
  }
}

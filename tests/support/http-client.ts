import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";

export interface HttpAnswer<Body> {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON, of the shape that the caller expects; undefined where it is no JSON. */
  json: Body;
}

export interface HttpRequest {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form. */
  form?: Record<string, string>;
  /** Sent as it is; its type is among the headers. */
  text?: string;
  /** Win over the client's own; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
}

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A script that talks to the portal: keeps cookies, sends its own origin, follows no redirect.
 * It uses node:http, because `fetch` sets `Host` and other tested headers itself.
 */
export class HttpClient {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();
  /** The last `Set-Cookie` lines by cookie name, with all their attributes. */
  readonly cookieLines = new Map<string, string>();

  /** @param way of the connection, such as a certificate to trust, or the address of this end */
  constructor(
    readonly base: string,
    readonly way: Pick<RequestOptions, "ca" | "lookup" | "localAddress"> = {},
  ) {
    this.#origin = new URL(base).origin;
  }

  /** The cookies as a `Cookie` header. */
  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Sends one request. `Body` is the caller's type of the answer's JSON; nothing checks it here. */
  call<Body = unknown>(method: string, path: string, options: HttpRequest = {}): Promise<HttpAnswer<Body>> {
    const { body, form, text: given, headers = {} } = options;
    const payload =
      given ?? (form ? new URLSearchParams(form).toString() : body === undefined ? "" : JSON.stringify(body));
    const sent: Record<string, string | undefined> = {
      ...(method === "GET" ? {} : { origin: this.#origin }),
      ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(this.#cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
      ...(payload === "" ? {} : { "content-length": String(Buffer.byteLength(payload)) }),
      ...headers,
    };
    const defined = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
    return new Promise((settle, refuse) => {
      const url = new URL(path, this.base);
      const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(
        url,
        { method, headers: defined, agent: false, ...this.way },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.once("error", refuse);
          response.once("end", () => {
            this.#keep(response.headers["set-cookie"] ?? []);
            const text = Buffer.concat(chunks).toString();
            settle({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
          });
        },
      );
      request.once("error", refuse);
      request.end(payload);
    });
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (!name) continue;
      this.cookieLines.set(name, line);
      if (value && !/max-age=0/i.test(line)) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
  }

  /** Attempts to sign in, as a script does. The answer's status is 200 when the password was right. */
  async trySignIn(email: string, password: string, headers: HttpRequest["headers"] = {}) {
    const csrf = await this.call<{ csrfToken: string }>("GET", "/api/auth/csrf", { headers });
    const form = { csrfToken: csrf.json.csrfToken, email, password, json: "true" };
    return await this.call("POST", "/api/auth/callback/credentials", { form, headers });
  }

  /** @throws Error when the portal doesn't take the password */
  async signIn(email: string, password: string): Promise<this> {
    const answer = await this.trySignIn(email, password);
    if (answer.status !== 200) throw new Error(`sign-in as ${email}: ${answer.status} ${answer.text}`);
    return this;
  }
}

import { parseJson } from "@/sandbox/http/read-body";
import type { SandboxSettings } from "@/sandbox/settings";
import { startSandbox } from "@/sandbox/start";
import type { TenantIds } from "@/sandbox/state/tenant";

export type TestAnswer = { status: number; json: unknown; text: string; headers: Headers };
export type TestRequest = {
  body?: unknown;
  headers?: Record<string, string | undefined>;
  signal?: AbortSignal;
};

export type TestSandbox = {
  url: string;
  controlUrl: string;
  tenant: TenantIds;
  /** Sends a request to the API as the tenant; a header set to undefined is left out. */
  api(method: string, path: string, request?: TestRequest): Promise<TestAnswer>;
  /** Sends a request to the control port. */
  control(method: string, path: string, body?: unknown): Promise<TestAnswer>;
  close(): Promise<void>;
};

export const testKey = "tk_test_0000000000000000000000000001";

/**
 * A sandbox on free ports with one tenant, and clients for both ports. It has no request limit by default.
 */
export async function openSandbox(
  settings: Partial<SandboxSettings> = {},
  now?: () => Date,
): Promise<TestSandbox> {
  const running = await startSandbox({ port: 0, controlPort: 0, requestsPerMinute: 0, ...settings }, now);
  const { url, controlUrl, close } = running;
  const control: TestSandbox["control"] = (method, path, body) => ask(controlUrl + path, method, { body });
  const made = await control("POST", "/tenants", { key: testKey, name: "Test" });
  const tenant = made.json as TenantIds;
  const api: TestSandbox["api"] = (method, path, { body, headers, signal } = {}) =>
    ask(url + path, method, {
      body,
      signal,
      headers: { "x-api-key": testKey, "x-workspace-id": tenant.workspaceId, ...headers },
    });
  return { url, controlUrl, tenant, api, control, close };
}

/** The `_id` of an answered object; fails the test when there is none. */
export function idOf(answer: TestAnswer): string {
  const { json } = answer;
  if (typeof json === "object" && json !== null && "_id" in json && typeof json._id === "string")
    return json._id;
  throw new Error(`no _id in ${answer.status} ${answer.text}`);
}

/** The value at a dotted path of an answer's JSON, for comparing; undefined where there is nothing. */
export function at(answer: TestAnswer, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  }, answer.json);
}

async function ask(
  url: string,
  method: string,
  { body, headers = {}, signal }: TestRequest,
): Promise<TestAnswer> {
  const sent: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) delete sent[name];
    else sent[name] = value;
  }
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, { method, headers: sent, body: text, signal: signal ?? null });
  const answered = await response.text();
  return { status: response.status, json: parseJson(answered), text: answered, headers: response.headers };
}

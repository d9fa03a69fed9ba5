/** One request that reached the sandbox. */
export interface SandboxLogEntry {
  n: number;
  method: string;
  path: string;
  status: number | null;
  applied: boolean;
}

/** Sends a request to the sandbox's control port. `Body` is the caller's type of the answer; nothing checks it here. */
export async function askSandbox<Body>(
  controlUrl: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> {
  const response = await fetch(controlUrl + path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`sandbox ${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text || "null");
}

/** The writes that reached the sandbox since it started. */
export async function sandboxWrites(controlUrl: string): Promise<SandboxLogEntry[]> {
  const { entries } = await askSandbox<{ entries: SandboxLogEntry[] }>(controlUrl, "GET", "/log");
  return entries.filter(({ method }) => method !== "GET");
}

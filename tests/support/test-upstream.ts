import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { UpstreamConnection } from "@/lib/upstream/request";

export const TEST_KEY = "tk_0123456789abcdef0123456789abcdef";
export const TEST_WORKSPACE = "665f0000000000000000aaaa";

/** A server for tests in place of the upstream, which counts its requests. */
export interface TestUpstream {
  connection: UpstreamConnection;
  /** The requests so far, as "METHOD /path". */
  seen: string[];
  close(): Promise<void>;
}

/** Returns a connection for tests that has budget for everything. */
export function testConnection(
  baseUrl: string,
  changes: Partial<UpstreamConnection> = {},
): UpstreamConnection {
  return {
    baseUrl,
    workspaceId: TEST_WORKSPACE,
    apiKey: TEST_KEY,
    timeoutMs: 5_000,
    spend: async () => undefined,
    book: async () => undefined,
    refused: async () => undefined,
    ...changes,
  };
}

/** Starts a server on a free port of this machine that answers every request with `listener`. */
export async function startTestUpstream(
  listener: RequestListener,
  changes: Partial<UpstreamConnection> = {},
): Promise<TestUpstream> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    connection: testConnection(`http://127.0.0.1:${port}`, changes),
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with a status and a JSON body. */
export function answerJson(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Returns the body of a request as text. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

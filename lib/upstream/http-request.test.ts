import type { RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { minimalEnvironment } from "@/tests/support/minimal-environment";
import {
  answerJson,
  bodyOf,
  startTestUpstream,
  TEST_KEY,
  type TestUpstream,
  testConnection,
} from "@/tests/support/test-upstream";
import { sendUpstreamRequest } from "./http-request";
import { readUpstream, type UpstreamConnection, writeFlow } from "./request";
import { UpstreamError } from "./upstream-error";

const wire = { method: "PUT" as const, path: "/v1/api/call-flows/1", body: { name: "A" } };
const opened: { close(): Promise<void> }[] = [];

let restore = () => {};
beforeAll(() => {
  restore = minimalEnvironment();
});
afterAll(() => restore());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((upstream) => upstream.close()));
});

async function upstreamThat(
  listener: RequestListener,
  changes?: Partial<UpstreamConnection>,
): Promise<TestUpstream> {
  const upstream = await startTestUpstream(listener, changes);
  opened.push(upstream);
  return upstream;
}

async function failureOf(work: Promise<unknown>): Promise<UpstreamError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UpstreamError)) throw new Error(`expected an UpstreamError, got ${String(error)}`);
  return error;
}

describe("a request to the upstream", () => {
  it("carries the key, the workspace and the body, and returns the parsed answer", async () => {
    let received: unknown;
    const upstream = await upstreamThat(async (request, response) => {
      const { "x-api-key": key, "x-workspace-id": workspace, "content-type": type } = request.headers;
      received = { key, workspace, type, body: JSON.parse(await bodyOf(request)) };
      answerJson(201, { _id: "1" })(request, response);
    });
    const answer = await writeFlow(upstream.connection, wire, () => true);
    expect(answer).toMatchObject({ status: 201, json: { _id: "1" } });
    expect(answer.durationMs).toBeGreaterThanOrEqual(0);
    expect(received).toEqual({
      key: TEST_KEY,
      workspace: upstream.connection.workspaceId,
      type: "application/json",
      body: { name: "A" },
    });
  });

  it("keeps a path that the base address has", async () => {
    const upstream = await upstreamThat(answerJson(200, []));
    const connection = { ...upstream.connection, baseUrl: `${upstream.connection.baseUrl}/mock/` };
    await sendUpstreamRequest(connection, { method: "GET", path: "/v1/api/agents" });
    expect(upstream.seen).toEqual(["GET /mock/v1/api/agents"]);
  });

  it.each([
    [400, "rejected"],
    [402, "rejected"],
    [409, "rejected"],
    [422, "rejected"],
    [401, "credentials"],
    [403, "credentials"],
    [404, "not_found"],
    [429, "rate_limited"],
    [500, "failed"],
    [503, "failed"],
  ])("answered with %i has failed as %s", async (status, kind) => {
    const upstream = await upstreamThat(answerJson(status, { error: { code: "some_code", message: "No." } }));
    const error = await failureOf(writeFlow(upstream.connection, wire, () => true));
    expect(error).toMatchObject({ kind, status, sent: true, message: "No.", upstreamCode: "some_code" });
  });

  it("never follows a redirect, which could carry the key to another host", async () => {
    const upstream = await upstreamThat(answerJson(307, {}, { location: "/elsewhere" }));
    expect(await failureOf(writeFlow(upstream.connection, wire, () => true))).toMatchObject({
      kind: "invalid",
      status: 307,
    });
    expect(upstream.seen).toHaveLength(1);
  });

  it.each<[string, RequestListener]>([
    ["a page of HTML", (_q, r) => r.writeHead(200, { "content-type": "text/html" }).end("<html>")],
    ["broken JSON", (_q, r) => r.writeHead(200, { "content-type": "application/json" }).end('{"a":')],
    ["nothing at all", (_q, r) => r.writeHead(204).end()],
  ])("answered with %s has an invalid answer", async (_what, listener) => {
    const upstream = await upstreamThat(listener);
    expect(await failureOf(writeFlow(upstream.connection, wire, () => true))).toMatchObject({
      kind: "invalid",
      sent: true,
    });
  });

  it("to a port where nobody listens was not sent", async () => {
    const upstream = await startTestUpstream(answerJson(200, {}));
    await upstream.close();
    expect(await failureOf(writeFlow(upstream.connection, wire, () => true))).toMatchObject({
      kind: "unreachable",
      sent: false,
      status: null,
    });
  });

  it("to an https address where plain http answers was not sent", async () => {
    const upstream = await upstreamThat(answerJson(200, {}));
    const connection = {
      ...upstream.connection,
      baseUrl: upstream.connection.baseUrl.replace("http:", "https:"),
    };
    expect(await failureOf(writeFlow(connection, wire, () => true))).toMatchObject({
      kind: "unreachable",
      sent: false,
    });
    expect(upstream.seen).toEqual([]);
  });

  it("whose connection is cut after it arrived may have been applied, and is not sent again", async () => {
    const upstream = await upstreamThat((request) => request.socket.destroy());
    expect(await failureOf(writeFlow(upstream.connection, wire, () => true))).toMatchObject({
      kind: "cut",
      sent: true,
    });
    expect(upstream.seen).toEqual(["PUT /v1/api/call-flows/1"]);
  });

  it("whose answer is cut in the middle may have been applied", async () => {
    const upstream = await upstreamThat((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"_id":', () => response.destroy());
    });
    expect(await failureOf(writeFlow(upstream.connection, wire, () => true))).toMatchObject({
      kind: "cut",
      sent: true,
    });
  });

  it("that hangs before or within its answer times out, and may have been applied", async () => {
    const silent = await upstreamThat(() => undefined, { timeoutMs: 150 });
    expect(await failureOf(writeFlow(silent.connection, wire, () => true))).toMatchObject({
      kind: "timeout",
      sent: true,
    });
    const slow = await upstreamThat(
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write("[");
      },
      { timeoutMs: 150 },
    );
    expect(await failureOf(writeFlow(slow.connection, wire, () => true))).toMatchObject({
      kind: "timeout",
      sent: true,
    });
  });

  /** The address of a server that accepts connections and never says a word. */
  async function muteAddress(): Promise<string> {
    const mute = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const sockets: { destroy(): void }[] = [];
    mute.on("connection", (socket) => sockets.push(socket));
    opened.push({
      close: () =>
        new Promise((resolve) => {
          for (const socket of sockets) socket.destroy();
          mute.close(() => resolve());
        }),
    });
    return `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  }

  it("that gets no TLS connection in time was not sent", async () => {
    const connection = testConnection(await muteAddress(), { timeoutMs: 150 });
    expect(await failureOf(writeFlow(connection, wire, () => true))).toMatchObject({
      kind: "unreachable",
      sent: false,
    });
  });

  it("has less time for its connection than for its answer", async () => {
    const connection = testConnection(await muteAddress(), { timeoutMs: 60_000 });
    const error = await failureOf(writeFlow(connection, wire, () => true));
    expect(error).toMatchObject({ kind: "unreachable", sent: false });
    expect(error.message).toContain("UND_ERR_CONNECT_TIMEOUT");
  });

  it("that the upstream refuses for its limit says for how long", async () => {
    const refused: number[] = [];
    const upstream = await upstreamThat(answerJson(429, {}, { "retry-after": "17" }), {
      refused: async (seconds) => void refused.push(seconds),
    });
    expect(await failureOf(writeFlow(upstream.connection, wire, () => true))).toMatchObject({
      kind: "rate_limited",
      retryAfterSeconds: 17,
    });
    expect(refused).toEqual([17]);
  });

  it("whose budget is used up is not sent", async () => {
    const none = new UpstreamError({
      kind: "rate_limited",
      message: "No budget",
      retryAfterSeconds: 9,
      sent: false,
    });
    const upstream = await upstreamThat(answerJson(200, {}), { spend: () => Promise.reject(none) });
    expect(await failureOf(writeFlow(upstream.connection, wire, () => true))).toBe(none);
    expect(upstream.seen).toEqual([]);
  });

  it("with a key that can't be a header is refused without naming the key", async () => {
    const upstream = await upstreamThat(answerJson(200, {}), { apiKey: "tk_bad\r\nx-evil: 1" });
    const error = await failureOf(writeFlow(upstream.connection, wire, () => true));
    expect(error).toMatchObject({ kind: "credentials", sent: false });
    expect(error.message).not.toContain("tk_bad");
    expect(upstream.seen).toEqual([]);
  });
});

describe("a read from the upstream", () => {
  const quick = [0, 0];

  it("is sent up to three times after a passing failure, each time on the budget", async () => {
    let spent = 0;
    const upstream = await upstreamThat(
      (request, response) =>
        upstream.seen.length < 3
          ? answerJson(500, {})(request, response)
          : answerJson(200, [1])(request, response),
      {
        spend: async (requests) => {
          spent += requests;
        },
      },
    );
    expect((await readUpstream(upstream.connection, "/v1/api/agents", { pausesMs: quick })).json).toEqual([
      1,
    ]);
    expect(spent).toBe(3);
  });

  it("fails with the last failure after the third attempt", async () => {
    const upstream = await upstreamThat((request) => request.socket.destroy());
    expect(await failureOf(readUpstream(upstream.connection, "/x", { pausesMs: quick }))).toMatchObject({
      kind: "cut",
    });
    expect(upstream.seen).toHaveLength(3);
  });

  it.each([400, 401, 404, 429, 302])("is not sent again after %i", async (status) => {
    const upstream = await upstreamThat(answerJson(status, {}));
    await failureOf(readUpstream(upstream.connection, "/x", { pausesMs: quick }));
    expect(upstream.seen).toHaveLength(1);
  });
});

import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { postMessage } from "@/lib/audit/delivery/post-message";
import { newWebhookSecret } from "@/lib/audit/delivery/signed-message";
import { overOneConnection, sendUpstreamRequest } from "@/lib/upstream/http-request";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { type ConnectProxy, openConnectProxy } from "@/tests/support/connect-proxy";
import { makeAuthority, type TestAuthority } from "@/tests/support/https-receiver";
import { minimalEnvironment } from "@/tests/support/minimal-environment";

/** A company's network: names that only the proxy knows, and certificates of the company's own authority. */
const UPSTREAM = "https://upstream.corp.example";
const RECEIVER = "https://siem.corp.example:8443/hook";
let authority: TestAuthority;
let server: Server;
let proxy: ConnectProxy;
let connections = 0;

beforeAll(async () => {
  authority = await makeAuthority(["upstream.corp.example", "siem.corp.example"]);
  server = createServer({ key: authority.key, cert: authority.cert }, (request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end('{"fine": true}');
  });
  server.on("secureConnection", () => connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await openConnectProxy((server.address() as AddressInfo).port);
});
afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
  await authority.remove();
});
let restore = () => {};
afterEach(() => {
  restore();
  proxy.asked.length = 0;
  connections = 0;
});

function within(set: Record<string, string>): void {
  restore();
  restore = minimalEnvironment({ PORTAL_CA_FILE: authority.file, HTTPS_PROXY: proxy.url, ...set });
}

const connection = (baseUrl = UPSTREAM): UpstreamConnection => ({
  baseUrl,
  workspaceId: "w",
  apiKey: "key",
  timeoutMs: 3_000,
  spend: async () => undefined,
  book: async () => undefined,
  refused: async () => undefined,
});
const read = (at = connection()) => sendUpstreamRequest(at, { method: "GET", path: "/v1" });
const deliver = (url = RECEIVER) => postMessage({ url, secret: newWebhookSecret(), id: "1", body: "{}" });

describe("the upstream behind a proxy", () => {
  it("is reached through it, with the certificate of its own authority", async () => {
    within({});
    expect(await read()).toMatchObject({ status: 200, json: { fine: true } });
    expect(proxy.asked).toEqual([{ target: "upstream.corp.example:443", credentials: undefined }]);
  });

  it("gets a write over the connection on which a read was just answered", async () => {
    within({});
    await overOneConnection({ ...connection(), workspaceId: "other" }, async (shared) => {
      await read(shared);
      await sendUpstreamRequest(shared, { method: "PUT", path: "/v1", body: {} });
    });
    expect(connections).toBeLessThanOrEqual(1);
  });

  it("is not reached where its authority is not named, and the message says how to name it", async () => {
    within({ PORTAL_CA_FILE: "" });
    await expect(read(connection("https://siem.corp.example"))).rejects.toMatchObject({
      kind: "unreachable",
      sent: false,
      message: expect.stringContaining("PORTAL_CA_FILE"),
    });
  });

  it.each([
    [407, "wants another user name or password"],
    [403, "refused the connection (403)"],
  ])("is not reached where the proxy answers %i, and no message has its password", async (status, words) => {
    within({ HTTPS_PROXY: proxy.url.replace("//", "//me:can%40ry@") });
    proxy.answers.push(status);
    const failure = await sendUpstreamRequest(connection(), { method: "PUT", path: "/v1", body: {} }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      kind: "unreachable",
      sent: false,
      message: expect.stringContaining(words),
    });
    expect(String(failure)).not.toMatch(/can.*ry|127\.0\.0\.1/);
    expect(proxy.asked[0]?.credentials).toBe(`Basic ${Buffer.from("me:can@ry").toString("base64")}`);
  });

  it("is not reached where the proxy is down, and the message says which of the two it is", async () => {
    within({ HTTPS_PROXY: "http://127.0.0.1:9" });
    const failure = await sendUpstreamRequest(connection(), { method: "PUT", path: "/v1", body: {} }).catch(
      (error: unknown) => error,
    );
    expect(String(failure)).toContain("the proxy (HTTPS_PROXY) can't be reached (ECONNREFUSED)");
  });

  it.each([
    ["HTTPS_PROXY before HTTP_PROXY", { HTTP_PROXY: "http://127.0.0.1:9" }, "HTTPS_PROXY"],
    ["https_proxy before HTTPS_PROXY", { HTTPS_PROXY: "http://127.0.0.1:9" }, "https_proxy"],
    ["HTTP_PROXY alone", { HTTPS_PROXY: "" }, "HTTP_PROXY"],
  ])("is reached through the proxy of %s", async (_, others, name) => {
    within({ ...others, [name]: proxy.url });
    await sendUpstreamRequest(connection(), { method: "PUT", path: "/v1", body: {} });
    expect(proxy.asked).toHaveLength(1);
  });
});

describe("a receiver of events behind a proxy", () => {
  it("that only the proxy can find is sent to where the operator allowed it", async () => {
    within({ AUDIT_WEBHOOK_PRIVATE_HOSTS: "siem.corp.example" });
    expect(await deliver()).toMatchObject({ delivered: true, status: 200, error: null });
    expect(proxy.asked).toEqual([{ target: "siem.corp.example:8443", credentials: undefined }]);
  });

  it("that nobody could check is refused, and the proxy hears nothing of it", async () => {
    within({});
    const { delivered, error } = await deliver();
    expect([delivered, error]).toEqual([false, expect.stringContaining("AUDIT_WEBHOOK_PRIVATE_HOSTS")]);
    expect(proxy.asked).toEqual([]);
  });

  it.each(["https://10.0.0.5/hook", "https://169.254.169.254/", "https://[fd00::1]/"])(
    "in a private network is refused all the same: %s",
    async (url) => {
      within({});
      expect(await deliver(url)).toMatchObject({ error: expect.stringContaining("private network") });
      expect(proxy.asked).toEqual([]);
    },
  );

  it("on this machine is reached without it", async () => {
    const { port } = server.address() as AddressInfo;
    within({ AUDIT_WEBHOOK_PRIVATE_HOSTS: "127.0.0.1" });
    expect(await deliver(`https://127.0.0.1:${port}/hook`)).toMatchObject({ delivered: true });
    expect(proxy.asked).toEqual([]);
  });

  it("is trusted by the authority of receivers alone, too", async () => {
    within({
      PORTAL_CA_FILE: "",
      AUDIT_WEBHOOK_CA_FILE: authority.file,
      AUDIT_WEBHOOK_PRIVATE_HOSTS: "siem.corp.example",
    });
    expect(await deliver()).toMatchObject({ delivered: true });
    within({
      PORTAL_CA_FILE: "",
      AUDIT_WEBHOOK_CA_FILE: "",
      AUDIT_WEBHOOK_PRIVATE_HOSTS: "siem.corp.example",
    });
    expect(await deliver()).toMatchObject({ error: expect.stringContaining("certificate is not trusted") });
  });

  it("hears nothing where the proxy refuses, and the message says so", async () => {
    within({ AUDIT_WEBHOOK_PRIVATE_HOSTS: "siem.corp.example" });
    proxy.answers.push(403);
    expect((await deliver()).error).toBe(
      "No connection to the receiver: the proxy (HTTPS_PROXY) refused the connection (403)",
    );
  });
});

it("is not spoken to by anything older than TLS 1.2", async () => {
  // A server that goes down to the weakest ciphers, so that nothing but the version is in the way.
  const cut = { key: authority.key, cert: authority.cert, ciphers: "DEFAULT@SECLEVEL=0" };
  const serve = async (minVersion: "TLSv1" | "TLSv1.2", maxVersion: "TLSv1.1" | "TLSv1.2") => {
    const old = createServer({ ...cut, minVersion, maxVersion }, (_, response) => response.end());
    old.listen(0, "127.0.0.1");
    await once(old, "listening");
    within({ AUDIT_WEBHOOK_PRIVATE_HOSTS: "127.0.0.1" });
    const result = await deliver(`https://127.0.0.1:${(old.address() as AddressInfo).port}/hook`);
    old.closeAllConnections();
    old.close();
    return result;
  };
  expect(await serve("TLSv1", "TLSv1.1")).toMatchObject({ delivered: false, status: null });
  expect(await serve("TLSv1.2", "TLSv1.2")).toMatchObject({ delivered: true });
});

import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { AuditAction } from "@/lib/audit/events/actions";
import { setEnvironment } from "@/lib/env";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import { fieldGuide } from "@/lib/flows/fields/flow-fields";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { looseAction } from "@/tests/support/loose-event";
import { flowChanges, redactChanges } from "./redact-changes";
import { redactedValue } from "./secret-digest";

const settings = (secret: string) => ({
  DATABASE_URL: "postgresql://nobody@localhost/none",
  PORTAL_SECRET: secret.repeat(32),
  PORTAL_KEYRING: `test:${Buffer.alloc(32).toString("base64")}`,
});
beforeEach(() => setEnvironment(settings("x")));

const SECRET = "tk-canary-5f3c9d7e";
const recorded = (action: AuditAction, path: string, value: unknown, chain = "portal") =>
  redactChanges(chain, action, [{ path, before: null, after: value }])[0]?.after;

/** JSON with the secret somewhere inside. */
const hiding = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(SECRET),
    fc.array(tie("value"), { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie("value"), { minKeys: 1, maxKeys: 3 }),
  ),
})).value;
const ACTIONS = ["user.update", "workspace.create", "api_key.set", "audit.export", "no_one.knows_it"].map(
  looseAction,
);

describe("a secret never reaches the log", () => {
  it("at a field that is not on the list, for any action", () => {
    const path = fc.stringMatching(/^(\/[a-zA-Z*0-9]{1,8}){1,4}$/);
    const known = new Set(["/name", "/url", "/email", "/health", "/role", "/owner", "/keyHint", "/upstream"]);
    fc.assert(
      fc.property(path, hiding, fc.constantFrom(...ACTIONS), (at, value, action) => {
        fc.pre(!known.has(at));
        expect(JSON.stringify(recorded(action, at, value))).not.toContain(SECRET);
      }),
    );
  });

  it("at a field of a flow that nobody documents", () => {
    const path = fc.stringMatching(
      /^(\/settings|\/webhooks\/0|\/webhooks\/3\/headers\/1)?(\/[a-zA-Z]{1,9}){1,3}$/,
    );
    fc.assert(
      fc.property(
        path,
        hiding,
        fc.constantFrom("call_flow" as const, "message_flow" as const),
        (at, value, kind) => {
          fc.pre(fieldGuide(kind, at) === null);
          expect(JSON.stringify(recorded(`${kind}.update`, at, value))).not.toContain(SECRET);
        },
      ),
    );
  });

  it("as the value or the digest of a webhook's header, in any of its shapes", () => {
    for (const headers of [
      [{ name: "Authorization", value: SECRET }],
      [{ name: "Authorization", value: "••••", digest: SECRET }],
      { Authorization: SECRET },
      [SECRET],
      SECRET,
    ]) {
      const webhooks = [{ name: "Booking", url: "https://example.com", headers }];
      expect(JSON.stringify(recorded("call_flow.update", "/webhooks", webhooks))).not.toContain(SECRET);
    }
    expect(recorded("call_flow.update", "/webhooks/0/headers/0/value", SECRET)).toMatchObject({
      redacted: true,
    });
  });

  it("under a name that sounds like a credential, where the shape of an item is not documented", () => {
    const nodes = [
      { id: "n1", data: { text: "Hi", maxTokens: 5, headers: { "X-Any": SECRET }, apiKey: [SECRET] } },
    ];
    const result = recorded("call_flow.update", "/flowData/nodes", nodes);
    expect(JSON.stringify(result)).not.toContain(SECRET);
    expect(result).toMatchObject([{ id: "n1", data: { text: "Hi", maxTokens: 5 } }]);
  });

  it.each([
    ["beside a name", { name: "X-Api-Key", value: SECRET }],
    ["beside a key", { key: "Authorization", value: [SECRET] }],
    ["beside a header", { header: "X-Signature", value: { deep: SECRET } }],
    ["as a header's value", { headerValue: SECRET }],
    ["as an access key", { accessKey: SECRET }],
    ["as a signature", { signature: SECRET }],
    ["in a query", { url: `https://example.com/hook?x=1&token=${SECRET}#top` }],
    ["in a query, as an API key", { url: `Call https://example.com/?api_key=${SECRET} now` }],
    ["in a query, spelled oddly", { url: `https://example.com/?a%70i_key=${SECRET}` }],
    ["in a fragment", { url: `https://example.com/#access_token=${SECRET}` }],
    ["before the host", { url: `https://user:${SECRET}@example.com/` }],
    ["before the host, with more signs", { url: `https://user:a@${SECRET}@example.com/` }],
  ])("%s, in a node of a graph", (_, data) => {
    const result = recorded("call_flow.update", "/flowData/nodes", [{ id: "n1", data }]);
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  it.each([
    ["a webhook", "/webhooks", (url: string) => [{ name: "Booking", url, headers: [] }]],
    ["a webhook's address alone", "/webhooks/0/url", (url: string) => url],
    ["a prompt", "/prompt", (url: string) => `Look at ${url} first.`],
  ])("in the addresses of %s", (_, path, holding) => {
    const url = `https://u:${SECRET}@example.com/h?page=2&api_key=${SECRET}`;
    const result = JSON.stringify(recorded("call_flow.update", path, holding(url)));
    expect(result).not.toContain(SECRET);
    expect(result).toContain("https://***@example.com/h?page=2&api_key=***");
  });

  it("as a number under a name that sounds like a credential", () => {
    const data = { pin: 9137, password: [9137], auth: { value: 9137 }, headers: { any: 9137 }, n: 1 };
    const result = recorded("call_flow.update", "/flowData/nodes", [
      { id: "n1", data },
      { name: "X-Pin-Token", value: 9137 },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/9137[^A-Za-z0-9_-]/);
    expect(result).toMatchObject([{ id: "n1", data: { n: 1 } }, { name: "X-Pin-Token" }]);
  });

  it("in a value that is stored in another form than documented, or under a key that no document names", () => {
    const stored = maskFlowSecrets(
      exampleCallFlow({
        kept: [
          { path: "/description", value: { text: "Hi", apiKey: SECRET } },
          { path: "/settings/anything", value: { text: SECRET } },
        ],
      }),
      (text) => `of ${text.length}`,
    );
    const before = maskFlowSecrets(exampleCallFlow(), () => "digest");
    const changes = redactChanges("ws", "call_flow.update", flowChanges(before, stored));
    expect(JSON.stringify([stored, changes])).not.toContain(SECRET);
    expect(changes).toMatchObject([
      { path: "/description", after: { unread: true, value: { text: "Hi", apiKey: { redacted: true } } } },
      { path: "/settings/anything", before: null, after: { redacted: true } },
    ]);
  });

  it("in the shape of a redacted value", () => {
    const dressed = { redacted: true, digest: SECRET };
    expect(JSON.stringify(recorded("api_key.set", "/apiKey", dressed))).not.toContain(SECRET);
    const ours = redactedValue("portal", SECRET);
    expect(recorded("api_key.set", "/apiKey", ours)).toEqual(ours);
  });
});

describe("what happened stays readable", () => {
  it("documented fields of a flow stay as they are", () => {
    const flow = maskFlowSecrets(exampleCallFlow(), () => "digest");
    for (const change of flowChanges(null, flow)) {
      if (change.path === "/webhooks") continue;
      expect(redactChanges("ws", "call_flow.create", [change])).toEqual([change]);
    }
  });

  it("pairs, addresses and limits that hold no credential stay as they are", () => {
    const nodes = [
      { id: "n1", data: { name: "City", value: "Oslo", maxTokens: 5, token_limit: 9, tokenExpiresIn: 60 } },
      { id: "n2", data: { url: "https://example.com/a?page=2&sort=up#top", mail: "mailto:ada@example.com" } },
    ];
    expect(recorded("call_flow.update", "/flowData/nodes", nodes)).toEqual(nodes);
  });

  it("fields of people and workspaces stay as they are", () => {
    expect(recorded("user.invite", "/email", "a@example.com")).toBe("a@example.com");
    expect(recorded("workspace.update", "/requireReason", true)).toBe(true);
    expect(recorded("binding.change", "/role", null)).toBe(null);
  });

  it("equal secrets of one chain have equal digests, other chains and servers have others", () => {
    const digest = recorded("api_key.set", "/apiKey", SECRET);
    expect(recorded("api_key.set", "/apiKey", SECRET)).toEqual(digest);
    expect(recorded("api_key.set", "/apiKey", `${SECRET}!`)).not.toEqual(digest);
    expect(recorded("api_key.set", "/apiKey", SECRET, "another")).not.toEqual(digest);
    setEnvironment(settings("y"));
    expect(recorded("api_key.set", "/apiKey", SECRET)).not.toEqual(digest);
  });

  it("a header whose secret changed differs from the one before, and one that stayed does not", () => {
    const webhook = (one: string) => ({
      ...exampleCallFlow(),
      webhooks: [
        {
          ...exampleCallFlow().webhooks?.[0],
          name: "Booking",
          headers: [
            { name: "Authorization", value: one },
            { name: "X-Same", value: "same" },
          ],
        },
      ],
    });
    const masked = (one: string) =>
      maskFlowSecrets(webhook(one) as ReturnType<typeof exampleCallFlow>, (value) => `of ${value}`);
    const [change] = redactChanges("ws", "call_flow.update", flowChanges(masked("old"), masked("new")));
    const headers = (side: unknown) =>
      (side as { headers: { value: string; digest: string }[] }[])[0]?.headers;
    expect(headers(change?.before)?.[0]?.digest).not.toBe(headers(change?.after)?.[0]?.digest);
    expect(headers(change?.before)?.[1]).toEqual(headers(change?.after)?.[1]);
    expect(JSON.stringify(change)).not.toMatch(/of (old|new|same)/);
  });
});

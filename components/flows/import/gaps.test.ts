import { describe, expect, it } from "vitest";
import { filledRequest, gapsOf, isComplete } from "./gaps";

const missing = (...paths: string[]) => paths.map((path) => ({ path, message: `about ${path}` }));
const gaps = (kind: "call_flow" | "message_flow", ...paths: string[]) =>
  gapsOf({ kind, missing: missing(...paths) });

describe("what a document lacks", () => {
  it("is picked, chosen or typed by what it is, and what nothing here can set keeps its flow out", () => {
    const ways = gaps(
      "call_flow",
      "/agent",
      "/direction",
      "/prompt",
      "/webhooks/0/headers/X~1Key",
      "/webhooks",
    ).map(({ way }) => way.how);
    expect(ways).toEqual(["pick", "choice", "text", "secret", "none"]);
    const [, , , secret] = gaps("call_flow", "/agent", "/direction", "/prompt", "/webhooks/1/headers/X~1Key");
    expect(secret?.label).toBe("Header X/Key of webhook 2");
  });

  it("may stay empty by choice where a flow can be made without it", () => {
    const [agent] = gaps("call_flow", "/agent");
    const [needed] = gaps("message_flow", "/agent");
    expect([agent?.mayStayEmpty, needed?.mayStayEmpty]).toEqual([true, false]);
    expect(isComplete(gaps("call_flow", "/agent"), {})).toBe(false);
    expect(isComplete(gaps("call_flow", "/agent"), { "/agent": "" })).toBe(true);
    expect(isComplete(gaps("message_flow", "/agent"), { "/agent": "" })).toBe(false);
    expect(isComplete(gaps("call_flow", "/prompt"), { "/prompt": "  " })).toBe(false);
  });

  it("is one gap where a reference is missing and needed, and several where a list lacks several", () => {
    const twice = [
      { path: "/agent", message: "is required" },
      { path: "/agent", message: "Choose an agent: the document names “Mia”" },
      { path: "/settings/knowledgeBases", message: "Choose: “A”" },
      { path: "/settings/knowledgeBases", message: "Choose: “B”" },
    ];
    expect(gapsOf({ kind: "message_flow", missing: twice }).map(({ message }) => message)).toEqual(
      twice.slice(1).map(({ message }) => message),
    );
  });
});

it("a request has what was chosen and typed, at its place, and the document stays as it was", () => {
  const request = {
    name: "Desk",
    settings: { knowledgeBases: ["k1"] },
    webhooks: [{ name: "Book", headers: { "X-Key": "", "X/Other": "" } }],
  };
  const all = [
    ...gaps("call_flow", "/agent", "/folderId", "/webhooks/0/headers/X-Key", "/webhooks/0/headers/X~1Other"),
    ...gaps("call_flow", "/settings/knowledgeBases"),
  ];
  const fills = Object.fromEntries(
    all.map(({ key, path }) => [
      key,
      { "/agent": "a1", "/folderId": "" }[path] ?? (path.includes("Bases") ? "k2" : "secret"),
    ]),
  );
  expect(filledRequest({ request }, all, fills)).toEqual({
    name: "Desk",
    agent: "a1",
    settings: { knowledgeBases: ["k1", "k2"] },
    webhooks: [{ name: "Book", headers: { "X-Key": "secret", "X/Other": "secret" } }],
  });
  expect(request.webhooks[0]?.headers["X-Key"]).toBe("");
});

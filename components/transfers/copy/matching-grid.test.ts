import { describe, expect, it } from "vitest";
import { mapAnswer, plannedDetail, plannedItem, preview } from "@/tests/support/copy-example";
import { isSecretKept, NO_DRAFT, openRows, rowsOf, savedMap } from "./matching-grid";

const AVA = { id: "a1", name: "Ava" };
const IRIS = { id: "b1", name: "Iris" };

const DETAIL = plannedDetail({
  references: [
    { path: "/agent", kind: "call_agent", from: AVA, to: null, how: "open", why: "No agent of this name" },
  ],
  hosts: [{ path: "/webhooks/0/url", from: "api.harbour.example", to: "api.metro.example" }],
  headers: [{ host: "api.metro.example", name: "Authorization", isKnown: false }],
  hits: [1, 2].map((n) => ({
    ...{ path: "/prompt", before: "", match: "Harbour", after: String(n), replacement: "Metro" },
  })),
});
const ROWS = rowsOf(preview([plannedItem({ detail: DETAIL })]));
const KEY = "call_agent a1";
const SECRET = "api.harbour.example authorization";

it("a header belongs to the source's host, whatever host it goes to", () => {
  expect(ROWS.secrets).toEqual([{ key: SECRET, host: "api.harbour.example", name: "Authorization" }]);
  expect(ROWS.hits.get("Harbour")).toBe(2);
});

describe("what is saved", () => {
  const map = mapAnswer({
    version: 4,
    references: [{ kind: "folder", from: { id: "o1", name: "Old" }, to: null }],
    hosts: [{ from: "api.harbour.example", to: "api.metro.example" }],
    words: [{ from: "Harbour", to: "Metro" }],
    headers: [{ host: "api.metro.example", name: "authorization" }],
    target: { ...mapAnswer().target, call_agent: [IRIS] },
  });

  it("nothing, where nothing was filled in and nothing is matched by its name", () => {
    expect(openRows(ROWS, map, NO_DRAFT).map(({ key }) => key)).toEqual([KEY]);
    expect(savedMap(ROWS, map, NO_DRAFT)).toBeNull();
  });

  it("what was chosen, beside what the map has for other flows", () => {
    const saved = savedMap(ROWS, map, { ...NO_DRAFT, references: { [KEY]: IRIS } });
    expect(saved?.references).toEqual([
      { kind: "folder", from: { id: "o1", name: "Old" }, to: null },
      { kind: "call_agent", from: AVA, to: IRIS },
    ]);
    expect(saved?.headers).toEqual([{ host: "api.metro.example", name: "authorization" }]);
  });

  it("no word and no host that was emptied", () => {
    const emptied = { words: { Harbour: " " }, hosts: { "api.harbour.example": "" } };
    expect(savedMap(ROWS, map, { ...NO_DRAFT, ...emptied })).toMatchObject({ words: [], hosts: [] });
  });

  it("a header's value at the host that it goes to, in place of the one that was kept", () => {
    expect(ROWS.secrets.map((row) => isSecretKept(row, map, NO_DRAFT))).toEqual([true]);
    const saved = savedMap(ROWS, map, { ...NO_DRAFT, secrets: { [SECRET]: "new" } });
    expect(saved?.headers).toEqual([{ host: "api.metro.example", name: "Authorization", value: "new" }]);
  });

  it("a value at another host is not known there, though it is at the present one", () => {
    const draft = { ...NO_DRAFT, hosts: { "api.harbour.example": "eu.metro.example" } };
    expect(ROWS.secrets.map((row) => isSecretKept(row, map, draft))).toEqual([false]);
  });
});

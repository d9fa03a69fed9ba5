import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/json/json-value";
import { BodyReader } from "./response-body";

const MIB = 1024 * 1024;
const JSON_TYPE = "application/json";

const onlyId = (row: JsonObject) => {
  for (const key of Object.keys(row)) if (key !== "id") delete row[key];
};

const rowsOf = (bytes: number) =>
  Array.from({ length: 20 }, (_, id) => ({
    id,
    prompt: "é".repeat(bytes / 40),
    webhooks: [{ id: "kept?" }],
  }));

function read(text: string, thin: ((row: JsonObject) => void) | null, status = 200): unknown {
  const reader = new BodyReader(status, thin);
  const bytes = Buffer.from(text);
  // An odd size, so that letters are cut in two.
  for (let at = 0; at < bytes.length; at += 65_537) reader.add(bytes.subarray(at, at + 65_537));
  return reader.json(JSON_TYPE);
}

describe("a large list", () => {
  it.each([
    ["bare", (rows: unknown) => rows],
    ["wrapped", (rows: unknown) => ({ success: true, data: rows, total: 20 })],
  ])("(%s) loses what its reader doesn't need, row by row", (_, wrapped) => {
    const small = rowsOf(4 * MIB).map(({ id }) => ({ id }));
    expect(read(JSON.stringify(wrapped(rowsOf(4 * MIB))), onlyId)).toEqual(wrapped(small));
  });

  it("that is broken is invalid, wherever it breaks", () => {
    const text = JSON.stringify(rowsOf(4 * MIB));
    for (const broken of [
      text.slice(0, -1),
      text.slice(0, MIB),
      `${text}]`,
      text.replace('"id":17', '"id":x'),
    ]) {
      expect(() => read(broken, onlyId)).toThrow("broken JSON");
    }
  });
});

it("a small list stays whole", () => {
  const rows = rowsOf(MIB / 8);
  expect(read(JSON.stringify(rows), onlyId)).toEqual(rows);
});

it("a flow of many megabytes is read", () => {
  const flow = { _id: "f", promptVersions: rowsOf(20 * MIB) };
  expect(read(JSON.stringify(flow), null)).toEqual(flow);
});

it("an answer without end is cut off", () => {
  const reader = new BodyReader(200, null);
  const chunk = new Uint8Array(MIB);
  let chunks = 1;
  while (reader.add(chunk) === "read") chunks += 1;
  expect(chunks).toBe(257);
  expect(() => reader.json(JSON_TYPE)).toThrow("256 MiB");
});

it("of an error only the start is read", () => {
  const reader = new BodyReader(502, null);
  expect(reader.add(new Uint8Array(65_537))).toBe("too_large");
  expect(reader.errorText()).toHaveLength(65_536);
});

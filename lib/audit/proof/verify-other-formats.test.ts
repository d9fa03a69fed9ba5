import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { asLines, exampleChain, exampleExport } from "@/tests/support/export-example";
import type { ExportedEvent } from "./export-format";
import { verifyExport } from "./verify-export";

const keys = generateKeyPairSync("ed25519");
const { publicKey } = keys;
const events = exampleChain(
  "portal",
  Array.from({ length: 7 }, (_, index) => ({
    action: index % 2 === 0 ? "call_flow.update" : "session.create",
    name: index === 2 ? '=HYPERLINK("x")' : "Ada, the first",
    reason: index === 4 ? "two\nlines" : null,
  })),
);
const isUpdate = (event: ExportedEvent) => event.payload.includes("call_flow.update");

function quoted(cell: unknown): string {
  const text = String(cell ?? "");
  return `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** A spreadsheet of these events, cut into lines as a file is. */
function csvOf(selected: ExportedEvent[]): string[] {
  const rows = selected.map((event) => {
    const content = JSON.parse(event.payload);
    const shown = [content.occurredAt, content.actor.name, content.action, content.reason, "a remark"];
    const cells = [event.sequence, ...shown, event.payload, event.previousHash, event.hash];
    return cells.map(quoted).join(",");
  });
  const head = "sequence,occurredAt,actor,action,reason,remark,payload,previousHash,hash";
  return [head, ...rows].join("\r\n").split("\n");
}

function ocsfOf(selected: ExportedEvent[]): string[] {
  return selected.map(({ sequence, payload, previousHash, hash }) =>
    JSON.stringify({
      class_uid: 6003,
      raw_data: payload,
      unmapped: { sequence, previousHash, hash },
      severity_id: 1,
    }),
  );
}

/** The proof beside an export: its first and last line, and the paths of a filtered one. */
async function proofOf(matches?: (event: ExportedEvent) => boolean): Promise<string[]> {
  const [first = "", ...rest] = await exampleExport({ chain: "portal", events, keys, matches });
  const paths = rest.slice(0, -1).map((line) => {
    const { sequence, inclusion } = JSON.parse(line);
    return JSON.stringify({ sequence, inclusion });
  });
  return [first, ...(matches ? paths : []), rest.at(-1) ?? ""];
}

const verify = (lines: string[], proof: string[]) =>
  verifyExport(asLines(lines), { publicKeys: [publicKey], proof: asLines(proof) });
const formats: [string, (selected: ExportedEvent[]) => string[]][] = [
  ["CSV", csvOf],
  ["OCSF", ocsfOf],
  ["NDJSON", (selected) => selected.map((event) => JSON.stringify(event))],
];

describe.each(formats)("%s with its proof beside it", (_, write) => {
  it("verifies, complete and filtered", async () => {
    expect(await verify(write(events), await proofOf())).toMatchObject({ verdict: "good", events: 7 });
    const filtered = await verify(write(events.filter(isUpdate)), await proofOf(isUpdate));
    expect(filtered).toMatchObject({ verdict: "good", events: 4, complete: false });
  });

  it("does not verify when an event was changed, with its hash or without", async () => {
    const changed = events.map((event) => ({
      ...event,
      payload: event.payload.replaceAll("session", "sessiom"),
    }));
    expect((await verify(write(changed), await proofOf())).fault).toMatchObject({
      code: "hash-differs",
      sequence: 2,
    });
    const forged = exampleChain("portal", [{ action: "x", name: "y", reason: null }]);
    expect((await verify(write([...forged, ...events.slice(1)]), await proofOf())).fault).toMatchObject({
      code: "does-not-follow",
      sequence: 2,
    });
  });

  it("does not verify when an event is missing, repeated, out of order or too many", async () => {
    const [one, two, three, ...others] = events;
    if (!one || !two || !three) throw new Error("there are seven events");
    const proof = await proofOf();
    const fault = async (given: ExportedEvent[]) => (await verify(write(given), proof)).fault;
    expect(await fault([one, three, ...others])).toMatchObject({ code: "missing-events", sequence: 2 });
    expect(await fault([one, two, two, three, ...others])).toMatchObject({ code: "repeated", sequence: 2 });
    expect(await fault([two, one, three, ...others])).toMatchObject({ code: "missing-events", sequence: 1 });
    expect(await fault(events.slice(0, 5))).toMatchObject({ code: "cut-off", sequence: 6, file: "proof" });
  });

  it("does not verify when a filtered one lacks an event or has one more", async () => {
    const proof = await proofOf(isUpdate);
    const fault = async (given: ExportedEvent[]) => (await verify(write(given), proof)).fault;
    const selected = events.filter(isUpdate);
    expect(await fault(selected.toSpliced(1, 1))).toMatchObject({ code: "missing-events", sequence: 3 });
    expect(await fault(selected.slice(0, -1))).toMatchObject({ code: "cut-off", sequence: 7 });
    expect(await fault(events)).toMatchObject({ code: "out-of-order", sequence: 2 });
    const shorter = (await verify(write(selected.slice(0, -1)), proof.toSpliced(-2, 1))).fault;
    expect(shorter?.code).toBe("count-differs");
  });

  it("does not verify with a proof that is cut off", async () => {
    const proof = await proofOf(isUpdate);
    expect((await verify(write(events.filter(isUpdate)), proof.slice(0, -1))).fault?.code).toBe("cut-off");
    expect((await verify(write(events.filter(isUpdate)), proof.slice(1))).fault?.code).toBe("wrong-shape");
  });
});

describe("a CSV export whose contents are too long for a cell", () => {
  const long = (one: ExportedEvent) => one.sequence === 3 || one.sequence === 6;
  /** The readable columns as always, and no content in the rows of long ones. */
  const lines = csvOf(events).map((line) => {
    const payload = events.find((one) => long(one) && line.includes(quoted(one.payload)))?.payload;
    return payload === undefined ? line : line.replace(quoted(payload), '""');
  });
  const withContents = async (matches?: (event: ExportedEvent) => boolean) => {
    const proof = await proofOf(matches);
    const additions = events
      .filter((one) => long(one) && (!matches || matches(one)))
      .map(({ sequence, payload }) => ({ sequence, payload }));
    if (!matches)
      return [proof[0] ?? "", ...additions.map((line) => JSON.stringify(line)), proof.at(-1) ?? ""];
    return proof.map((line) => {
      const { sequence, inclusion } = JSON.parse(line);
      const found = additions.find((one) => one.sequence === sequence);
      return found ? JSON.stringify({ sequence, inclusion, payload: found.payload }) : line;
    });
  };

  it("verifies with the proof that has them, complete and filtered", async () => {
    expect(await verify(lines, await withContents())).toMatchObject({ verdict: "good", events: 7 });
    const selected = lines.filter((line) => !line.includes("session.create"));
    expect(await verify(selected, await withContents(isUpdate))).toMatchObject({
      verdict: "good",
      events: 4,
    });
  });

  it("does not verify without it, and says what is missing", async () => {
    expect((await verify(lines, await proofOf())).fault).toMatchObject({
      sequence: 3,
      message: expect.stringContaining("too long for a cell"),
    });
    expect((await verifyExport(asLines(lines))).fault).toMatchObject({ sequence: 3 });
  });

  it("does not verify when a readable column or the content in the proof was changed", async () => {
    const edited = lines.map((line) => line.replace("HYPER", "HYPEL"));
    expect((await verify(edited, await withContents())).fault).toMatchObject({
      code: "column-differs",
      sequence: 3,
    });
    const proof = (await withContents()).map((line) => line.replaceAll("the first", "the other"));
    expect((await verify(lines, proof)).fault?.sequence).toBe(6);
  });
});

describe("a CSV export", () => {
  it("does not verify when a column differs from the content, and the line is named", async () => {
    const changed = csvOf(events).map((line, index) => (index === 3 ? line.replace("HYPER", "HYPEL") : line));
    const { fault } = await verify(changed, await proofOf());
    expect(fault).toMatchObject({ code: "column-differs", sequence: 3, line: 4 });
  });

  it("says which columns it could not compare", async () => {
    const { limits } = await verify(csvOf(events), await proofOf());
    expect(limits.join(" ")).toContain("the columns remark");
  });

  it("is refused without the columns that carry the proof, or with broken quoting", async () => {
    const unproven = ["sequence,actor,hash", "1,Ada,00"];
    expect((await verifyExport(asLines(unproven))).fault).toMatchObject({ code: "wrong-shape", line: 1 });
    const broken = csvOf(events).with(2, 'x"y');
    expect((await verify(broken, await proofOf())).fault).toMatchObject({ code: "wrong-shape", line: 3 });
  });

  it("without its proof is a plain list of events", async () => {
    expect(await verifyExport(asLines(csvOf(events)))).toMatchObject({
      verdict: "good",
      proof: "none",
      events: 7,
    });
  });
});

describe("an export that nothing matched", () => {
  it.each([
    ["CSV", csvOf([]), "holds no event"],
    ["NDJSON or OCSF", [], "is empty"],
  ])("is nothing wrong, and proves nothing, as %s", async (_, lines, words) => {
    const report = await verifyExport(asLines(lines), { publicKeys: [publicKey] });
    expect(report).toMatchObject({ verdict: "unproven", fault: null, events: 0 });
    expect(report.limits.join(" ")).toContain(words);
  });

  it("is proven by its proof, in every format", async () => {
    const proof = await proofOf(() => false);
    for (const lines of [csvOf([]), []]) {
      expect(await verify(lines, proof)).toMatchObject({ verdict: "good", events: 0, complete: false });
    }
    expect(await verify([], [])).toMatchObject({ verdict: "bad", fault: { file: "proof" } });
  });
});

it("a cell of CSV is not compared with the content of an event in a newer version of the format", async () => {
  const content = { action: "call_flow.update", name: "Ada", reason: null };
  const newer = exampleChain("portal", [content, { ...content, version: 99 }]);
  const edited = csvOf(newer).map((line) => line.replace('"Ada"', '"Eve"'));
  const check = async (lines: string[]) => await verifyExport(asLines(lines), { publicKeys: [publicKey] });
  expect(await check(edited.toSpliced(1, 1, csvOf(newer)[1] ?? ""))).toMatchObject({ fault: null, newer: 1 });
  expect((await check(edited)).fault).toMatchObject({ code: "column-differs", sequence: 1 });
});

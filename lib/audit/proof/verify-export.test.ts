import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  asLines,
  EXAMPLE_TIME,
  exampleChain,
  exampleCheckpoint,
  exampleExport,
  followingEvent,
} from "@/tests/support/export-example";
import type { ExportedEvent } from "./export-format";
import { verifyExport } from "./verify-export";

const CHAIN = "4f9c1d8e-0f6b-4a7e-9b55-0a2f5b7c9d10";
const keys = generateKeyPairSync("ed25519");
const { publicKey } = keys;
const contents = Array.from({ length: 9 }, (_, index) => ({
  action: index % 3 === 0 ? "call_flow.update" : "session.create",
  name: index === 4 ? '=HYPERLINK("x")' : "Ada, the first",
  reason: index === 5 ? "two\nlines" : null,
}));
const events = exampleChain(CHAIN, contents);
const isUpdate = (event: ExportedEvent) => event.payload.includes("call_flow.update");
const plain = events.map((event) => JSON.stringify(event));
const forged = exampleChain(CHAIN, [{ action: "a", name: "Mallory", reason: null }, ...contents.slice(1)]);

const whole = () => exampleExport({ chain: CHAIN, events, keys });
const verify = (lines: string[], options = {}) =>
  verifyExport(asLines(lines), { publicKeys: [publicKey], ...options });

describe("the content of a report", () => {
  it("names the chain, the number and the times of the checked events, and the checkpoint", async () => {
    const report = await verify(await whole());
    expect(report).toMatchObject({
      verdict: "good",
      chain: CHAIN,
      name: "Harbour Dental",
      complete: true,
      events: 9,
      first: { sequence: 1, occurredAt: "2026-01-05T09:01:00.000Z" },
      last: { sequence: 9, occurredAt: "2026-01-05T09:09:00.000Z" },
      checkpoint: { size: 9, time: EXAMPLE_TIME },
      key: { from: "given" },
    });
  });

  it("says that the key came from the file, when none is given", async () => {
    const report = await verifyExport(asLines(await whole()));
    expect(report.verdict).toBe("good");
    expect(report.key?.from).toBe("export");
    expect(report.limits.join(" ")).toContain("not who made it");
  });

  it("has the number of events that retention removed", async () => {
    const report = await verify(await exampleExport({ chain: CHAIN, events, keys, removed: 5 }));
    expect(report).toMatchObject({ verdict: "good", removed: 5, events: 4, first: { sequence: 6 } });
  });

  it("has a verdict for an empty chain too, and for one without remaining events", async () => {
    expect((await verify(await exampleExport({ chain: "portal", events: [], keys }))).verdict).toBe("good");
    expect((await verify(await exampleExport({ chain: CHAIN, events, keys, removed: 9 }))).verdict).toBe(
      "good",
    );
  });
});

describe("a checkpoint that was kept elsewhere", () => {
  const noteOver = (count: number, time = "2026-06-01T00:00:00.000Z", of = events) =>
    exampleCheckpoint(CHAIN, of.slice(0, count), keys, time);

  it.each([0, 1, 4, 9])("over %i events agrees with a complete export of the same chain", async (size) => {
    const report = await verify(await whole(), { kept: [noteOver(size)] });
    expect(report).toMatchObject({ verdict: "good", kept: [{ size, result: "agrees" }] });
  });

  it("contradicts an export whose history was rewritten and signed again", async () => {
    const { fault } = await verify(await exampleExport({ chain: CHAIN, events: forged, keys }), {
      kept: [noteOver(4)],
    });
    expect(fault?.code).toBe("inconsistent");
  });

  it("contradicts a later export with fewer events, and only misses a comparison with an older one", async () => {
    const shorter = await exampleExport({ chain: CHAIN, events: events.slice(0, 6), keys });
    expect((await verify(shorter, { kept: [noteOver(9)] })).fault?.code).toBe("inconsistent");
    const later = await verify(shorter, { kept: [noteOver(9, "2026-12-01T00:00:00.000Z")] });
    expect(later).toMatchObject({
      verdict: "unproven",
      fault: null,
      kept: [{ result: "cannot be compared" }],
    });
  });

  it("agrees with a filtered export that proves to continue it, and cannot be compared with another", async () => {
    const since = await exampleExport({ chain: CHAIN, events, keys, matches: isUpdate, since: 4 });
    expect((await verify(since, { kept: [noteOver(4)] })).kept).toMatchObject([{ result: "agrees" }]);
    expect((await verify(since, { kept: [noteOver(9)] })).kept).toMatchObject([{ result: "agrees" }]);
    expect(await verify(since, { kept: [noteOver(3)] })).toMatchObject({ verdict: "unproven" });
    const { fault } = await verify(since, { kept: [noteOver(4, EXAMPLE_TIME, forged)] });
    expect(fault?.code).toBe("inconsistent");
  });

  it("from before retention cannot be compared, unless the export proves to continue it", async () => {
    const without = await exampleExport({ chain: CHAIN, events, keys, removed: 5 });
    expect(await verify(without, { kept: [noteOver(3)] })).toMatchObject({
      verdict: "unproven",
      fault: null,
    });
    const proven = await exampleExport({ chain: CHAIN, events, keys, removed: 5, since: 3 });
    expect(await verify(proven, { kept: [noteOver(3), noteOver(5)] })).toMatchObject({ verdict: "good" });
  });

  it("must be as it was signed, and be of the chain", async () => {
    const changed = noteOver(4).replace("2026-06-01", "2026-06-02");
    expect((await verify(await whole(), { kept: [changed] })).fault?.code).toBe("not-signed");
    expect((await verify(plain, { kept: [changed] })).fault?.code).toBe("not-signed");
    const other = exampleCheckpoint("portal", events, keys);
    expect((await verify(await whole(), { kept: [other] })).fault?.code).toBe("checkpoint-of-other-chain");
    expect((await verify(await whole(), { kept: ["a note?"] })).fault?.code).toBe("not-signed");
  });
});

describe("a plain list of events", () => {
  const verifyPlain = (lines: string[], options = {}) => verifyExport(asLines(lines), options);

  it("is checked event by event, and the report says that nothing in it is signed", async () => {
    const report = await verifyPlain(plain);
    expect(report).toMatchObject({ verdict: "good", proof: "none", chain: CHAIN, events: 9 });
    expect(report.limits.join(" ")).toContain("Nothing in this file is signed");
    const changed = plain.with(3, (plain[3] ?? "").replace("Ada", "Eve"));
    expect((await verifyPlain(changed)).fault).toMatchObject({ code: "hash-differs", sequence: 4, line: 4 });
  });

  it("may have gaps, but neighbours must follow one another", async () => {
    expect((await verifyPlain(plain.toSpliced(2, 3))).verdict).toBe("good");
    const spliced = [
      ...plain.slice(0, 4),
      JSON.stringify(followingEvent(forged[3], CHAIN, contents[0] ?? noContent)),
    ];
    expect((await verifyPlain(spliced)).fault).toMatchObject({
      code: "does-not-follow",
      sequence: 5,
      line: 5,
    });
  });

  it("stays unproven when a key is given, since nothing in it is signed", async () => {
    expect((await verify(plain)).verdict).toBe("unproven");
  });

  it("is as good as a signed one together with a checkpoint over it", async () => {
    const kept = [exampleCheckpoint(CHAIN, events, keys)];
    expect(await verify(plain, { kept })).toMatchObject({ verdict: "good", kept: [{ result: "agrees" }] });
    expect((await verify(plain.slice(0, -2), { kept })).fault).toMatchObject({
      code: "cut-off",
      sequence: 8,
    });
    expect(await verify(plain.toSpliced(2, 1), { kept })).toMatchObject({ verdict: "unproven" });
    const rewritten = forged.map((event) => JSON.stringify(event));
    expect((await verify(rewritten, { kept })).fault?.code).toBe("inconsistent");
    expect((await verifyPlain(plain, { kept })).verdict).toBe("unproven");
  });

  it("is not what is left of an export with proof whose first line was taken away", async () => {
    expect((await verifyPlain((await whole()).slice(1))).fault?.code).toBe("wrong-shape");
  });
});

const noContent = { action: "", name: "", reason: null };

describe("a line", () => {
  it("is refused when a name occurs twice in it, since programs differ in which one they show", async () => {
    const line = plain[0]?.replace('{"sequence":1', '{"sequence":1,"sequence":1') ?? "";
    expect((await verifyExport(asLines([line]))).fault).toMatchObject({ code: "wrong-shape", line: 1 });
  });

  it.each(["note", "__proto__", "toString"])(
    "is refused when it has a field that nothing checks (%s)",
    async (name) => {
      const line = plain[0]?.replace('{"sequence":1', `{"${name}":"approved","sequence":1`) ?? "";
      expect((await verifyExport(asLines([line]))).fault).toMatchObject({ code: "wrong-shape", line: 1 });
    },
  );

  it("is refused when its content is no canonical JSON, even with the right hash", async () => {
    const { hash: previousHash, ...event } = events[8] ?? followingEvent(undefined, CHAIN, noContent);
    const payload = event.payload.replace("{", "{ ");
    const { createHash } = await import("node:crypto");
    const hash = createHash("sha256").update(Buffer.from(previousHash, "hex")).update(payload).digest("hex");
    const line = JSON.stringify({ sequence: 10, payload, previousHash, hash });
    expect((await verifyExport(asLines([...plain, line]))).fault).toMatchObject({
      code: "not-canonical",
      sequence: 10,
    });
  });
});

describe("events of several versions of the log's format", () => {
  const versioned = (last: number) =>
    exampleChain(
      CHAIN,
      contents.map((content, index) =>
        index < 3 ? content : { ...content, version: index === 8 ? last : 1 },
      ),
    );

  it("verify in one export", async () => {
    const report = await verify(await exampleExport({ chain: CHAIN, events: versioned(1), keys }));
    expect(report).toMatchObject({ verdict: "good", events: 9, newer: 0 });
    expect(report.limits.join()).not.toContain("newer version");
  });

  it("are checked by their hashes alone where a version is newer, and the report says so", async () => {
    const report = await verify(await exampleExport({ chain: CHAIN, events: versioned(3), keys }));
    expect(report).toMatchObject({ verdict: "good", events: 9, newer: 1 });
    expect(report.limits.join()).toContain("Of 1 event only the hash was checked");
  });

  it("are refused where the content of a newer one was changed", async () => {
    const lines = await exampleExport({ chain: CHAIN, events: versioned(3), keys });
    const edited = lines.map((line) => line.replace(String.raw`\"version\":3`, String.raw`\"version\":4`));
    expect(edited).not.toEqual(lines);
    expect((await verify(edited)).fault).toMatchObject({ code: "hash-differs", sequence: 9 });
  });
});

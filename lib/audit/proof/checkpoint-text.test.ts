import { describe, expect, it } from "vitest";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./checkpoint-text";
import { emptyRoot, leafHash } from "./merkle-tree";

const checkpoint: Checkpoint = {
  chain: "portal",
  size: 12,
  root: leafHash(Buffer.from("root")),
  head: "ab".repeat(32),
  time: "2026-11-22T09:00:00.000Z",
};

describe("the text of a checkpoint", () => {
  it("is origin, size and root, then the chain's hash and the time", () => {
    expect(writeCheckpoint(checkpoint).split("\n")).toEqual([
      "switchboard/portal",
      "12",
      checkpoint.root.toString("base64"),
      `chain ${checkpoint.head}`,
      "time 2026-11-22T09:00:00.000Z",
      "",
    ]);
  });

  it("reads back the values that it was written from", () => {
    expect(readCheckpoint(writeCheckpoint(checkpoint))).toEqual(checkpoint);
    const empty = { ...checkpoint, size: 0, head: "", root: emptyRoot() };
    expect(readCheckpoint(writeCheckpoint(empty))).toEqual(empty);
  });

  it.each([
    ["a size with a leading zero", "\n12\n", "\n012\n"],
    ["a size with a sign", "\n12\n", "\n+12\n"],
    ["an empty chain that has a last hash", "\n12\n", "\n0\n"],
    ["a root with unused bits", "=\nchain", "\nchain"],
    ["another origin", "switchboard/portal", "switchboards/portal"],
    ["an export's origin", "switchboard/portal", "switchboard/portal/export"],
    ["a local time", "Z\n", "+01:00\n"],
    ["a further line", "Z\n", "Z\nmore\n"],
    ["a missing end of line", "Z\n", "Z"],
    ["upper-case hexadecimal", "abab", "ABAB"],
  ])("is refused with %s", (_, before, after) => {
    const text = writeCheckpoint(checkpoint);
    expect(text).toContain(before);
    expect(readCheckpoint(text.replace(before, after))).toBeNull();
  });

  it("is not written from values that make none", () => {
    expect(() => writeCheckpoint({ ...checkpoint, chain: "two\nlines" })).toThrow(TypeError);
    expect(() => writeCheckpoint({ ...checkpoint, size: 1.5 })).toThrow(TypeError);
    expect(() => writeCheckpoint({ ...checkpoint, time: "yesterday" })).toThrow(TypeError);
  });
});

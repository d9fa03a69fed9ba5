import { describe, expect, it } from "vitest";
import { ExportFault } from "./export-fault";
import { splitLines } from "./split-lines";

async function linesOf(...pieces: (string | number[])[]): Promise<string[]> {
  async function* bytes() {
    for (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : Buffer.from(piece);
  }
  const lines: string[] = [];
  for await (const line of splitLines(bytes())) lines.push(line);
  return lines;
}

describe("the lines of a file", () => {
  it("are the same wherever the pieces were cut, within a character too", async () => {
    expect(await linesOf("one\ntwö\n\nthree")).toEqual(["one", "twö", "", "three"]);
    expect(await linesOf("o", "ne\ntw", [0xc3], [0xb6], "\n", "\nthree", "\n")).toEqual([
      "one",
      "twö",
      "",
      "three",
    ]);
  });

  it("are none in an empty file", async () => {
    expect(await linesOf()).toEqual([]);
  });

  it("are refused where a byte is no text, and the line is named", async () => {
    const reading = linesOf("one\n", [0xff], "\n");
    await expect(reading).rejects.toBeInstanceOf(ExportFault);
    await expect(reading).rejects.toMatchObject({ fault: { code: "not-text", line: 2 } });
  });
});

import { describe, expect, it } from "vitest";
import { acceptPastedText, jsonFileName, readJsonFile } from "./text-files";

describe("a file that is brought in", () => {
  it("is read unchanged, without its byte order mark", async () => {
    expect(await readJsonFile(new Blob(["\uFEFF", '{"a": "ü"}\n']))).toEqual({
      kind: "text",
      text: '{"a": "ü"}\n',
    });
  });

  it.each([
    ["larger than 1 MiB", new Blob([new Uint8Array(1024 * 1024 + 1)]), "1 MiB"],
    ["empty", new Blob([]), "empty"],
    ["not UTF-8", new Blob([new Uint8Array([0x7b, 0xff, 0xfe])]), "UTF-8"],
  ])("is refused in words when it is %s", async (_, file, word) => {
    expect(await readJsonFile(file)).toEqual({ kind: "refused", why: expect.stringContaining(word) });
  });

  it("of exactly 1 MiB is taken", async () => {
    expect((await readJsonFile(new Blob([" ".repeat(1024 * 1024)]))).kind).toBe("text");
  });
});

describe("a text from the clipboard", () => {
  it("is refused when there is none, or too much of it", () => {
    expect(acceptPastedText(" \n").kind).toBe("refused");
    expect(acceptPastedText("ü".repeat(600 * 1024)).kind).toBe("refused");
    expect(acceptPastedText("\uFEFF{}")).toEqual({ kind: "text", text: "{}" });
  });
});

describe("the name of a downloaded file", () => {
  it.each([
    ["Front desk", "Front desk.json"],
    ["Sales / EMEA: new?", "Sales EMEA new.json"],
    ["../../etc", "etc.json"],
    ["Empfang für Ärzte", "Empfang für Ärzte.json"],
    ["", "flow.json"],
    ["...", "flow.json"],
  ])("of %j is %j", (name, file) => {
    expect(jsonFileName(name)).toBe(file);
  });

  it("is never longer than a file system allows", () => {
    expect(jsonFileName("x".repeat(500)).length).toBeLessThan(120);
  });
});

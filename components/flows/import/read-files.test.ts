import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { describe, expect, it } from "vitest";
import { uniqueFileNames } from "../files/export-flows";
import { listZip, writeZip } from "../files/zip-archive";
import { MOST_FLOWS, readFiles } from "./read-files";

const json = (name: string, value: unknown) => new File([JSON.stringify(value)], name);
const flow = (name: string) => ({ name, prompt: "Hello" });
const namesOf = (flows: { document: unknown }[]) =>
  flows.map(({ document }) => (document as { name: string }).name);

async function zipOf(files: Record<string, string>, options: object = {}): Promise<File> {
  const zip = new ZipWriter(new BlobWriter("application/zip"), { useWebWorkers: false });
  for (const [name, text] of Object.entries(files)) await zip.add(name, new TextReader(text), options);
  return new File([await zip.close()], "flows.zip");
}

/** A zip whose entry unpacks to more than its list of contents says. */
async function lyingZip(): Promise<File> {
  const bytes = new Uint8Array(await (await zipOf({ "bomb.json": "9".repeat(5_000_000) })).arrayBuffer());
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
  }
  return new File([bytes], "lying.zip");
}

describe("files that are brought", () => {
  it("are single flows, lists of flows, and zips of both", async () => {
    const zip = await zipOf({
      "a/one.json": JSON.stringify(flow("One")),
      "a/two.json": JSON.stringify([flow("Two"), flow("Three")]),
    });
    const { flows, left } = await readFiles([json("four.json", flow("Four")), zip], []);
    expect(namesOf(flows)).toEqual(["Four", "One", "Two", "Three"]);
    expect(flows.map(({ file }) => file)).toEqual([
      "four.json",
      "a/one.json",
      "a/two.json, number 1",
      "a/two.json, number 2",
    ]);
    expect(left).toEqual([]);
  });

  it("that an export has made come back as they were", async () => {
    const names = uniqueFileNames(["Desk", "desk", "a/b: c", "…"]);
    const documents = names.map((name) => ({ switchboard: 1, flow: flow(name) }));
    const zip = await writeZip(
      "harbour call flows",
      documents.map((one, place) => ({ name: names[place] ?? "", text: JSON.stringify(one) })),
    );
    const { flows, left } = await readFiles([new File([zip], "any name")], []);
    expect(flows.map(({ document }) => document)).toEqual(documents);
    expect(left).toEqual([]);
  });

  it("that are no JSON, empty or no flow are named, and stop nothing else", async () => {
    const files = [
      new File(["{"], "broken.json"),
      new File([""], "empty.json"),
      new File([new Uint8Array([0xff, 0xfe, 0x00])], "binary.json"),
      json("number.json", 3),
      json("nothing.json", []),
      new File(['{"name":"Big","n":12345678901234567890}'], "numeral.json"),
      new File([`${"[".repeat(100_000)}${"]".repeat(100_000)}`], "deep.json"),
      json("good.json", flow("Good")),
    ];
    const { flows, left } = await readFiles(files, []);
    expect(namesOf(flows)).toEqual(["Good"]);
    expect(left.map(({ file }) => file)).toEqual(files.slice(0, -1).map(({ name }) => name));
  });

  it("that are the same document are taken once, also where it was brought before", async () => {
    const first = await readFiles([json("a.json", flow("One")), json("b.json", flow("One"))], []);
    expect(first.left).toEqual([{ file: "b.json", why: "It is the same as a.json" }]);
    const second = await readFiles([json("c.json", flow("One")), json("d.json", flow("Two"))], first.flows);
    expect(namesOf(second.flows)).toEqual(["Two"]);
  });

  it("with more flows than may be brought in at once are named beyond that", async () => {
    const many = Array.from({ length: MOST_FLOWS + 3 }, (_, place) => flow(`Flow ${place}`));
    const { flows, left } = await readFiles([json("many.json", many)], []);
    expect([flows.length, left.length]).toEqual([MOST_FLOWS, 3]);
  });

  it("that are too large are refused before they are read", async () => {
    const huge = { name: "huge.json", size: 17 * 1024 * 1024 };
    const file = Object.defineProperty(new File(["{}"], huge.name), "size", { value: huge.size });
    expect((await readFiles([file], [])).left).toEqual([
      { file: "huge.json", why: "It is larger than 16 MB" },
    ]);
    const large = await readFiles([json("large.json", { ...flow("L"), prompt: "a".repeat(1_000_000) })], []);
    expect(large.flows).toEqual([]);
  });
});

describe("a zip", () => {
  it("with paths and other files has its JSON taken, and the rest named", async () => {
    const text = JSON.stringify(flow("Up"));
    const zip = await zipOf({
      "../../up.json": text,
      "/etc/passwd": "x",
      "__MACOSX/a.json": "{}",
      "read\u202Eme.json": "{",
    });
    const { flows, left } = await readFiles([zip], []);
    expect(namesOf(flows)).toEqual(["Up"]);
    expect(left.map(({ file }) => file)).toHaveLength(3);
    expect(left.some(({ file }) => file.includes("\u202E"))).toBe(false);
  });

  it("that would be large unpacked is refused before anything is", async () => {
    const zip = await zipOf({ "bomb.json": "9".repeat(17 * 1024 * 1024) });
    expect(zip.size).toBeLessThan(100_000);
    expect((await readFiles([zip], [])).left).toEqual([
      { file: "flows.zip", why: "Unpacked it would be more than 16 MB" },
    ]);
  });

  it("whose entry has more than it says is not unpacked beyond that", async () => {
    const zip = await lyingZip();
    expect((await listZip(zip, 5)).map(({ bytes }) => bytes)).toEqual([10]);
    const { flows, left } = await readFiles([zip], []);
    expect(flows).toEqual([]);
    expect(left).toMatchObject([{ file: "bomb.json" }]);
  });

  it("with a password or with too many files is named", async () => {
    const locked = await zipOf(
      { "a.json": JSON.stringify(flow("A")) },
      { password: "secret", zipCrypto: true },
    );
    expect((await readFiles([locked], [])).left).toMatchObject([
      { file: "a.json", why: "It is locked with a password" },
    ]);
    const crowd = Object.fromEntries(Array.from({ length: 1001 }, (_, place) => [`${place}.txt`, ""]));
    expect((await readFiles([await zipOf(crowd)], [])).left).toMatchObject([
      { why: "The zip has more than 1000 files" },
    ]);
  });

  it("that is damaged is named", async () => {
    const whole = await (await zipOf({ "a.json": "{}" })).arrayBuffer();
    const { left } = await readFiles([new File([whole.slice(0, 40)], "cut.zip")], []);
    expect(left).toMatchObject([{ file: "cut.zip" }]);
  });
});

it("file names are each others' own, whatever their capitals and accents", () => {
  expect(uniqueFileNames(["Desk", "DESK", "Desk (2)", "Cafe\u0301", "Caf\u00e9"])).toEqual([
    "Desk.json",
    "DESK (2).json",
    "Desk (2) (2).json",
    "Cafe\u0301.json",
    "Caf\u00e9 (2).json",
  ]);
});

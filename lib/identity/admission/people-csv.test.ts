import { describe, expect, it } from "vitest";
import { readPeopleCsv } from "./people-csv";

const HEAD = "name,email,workspace,role,group,owner";
const read = (...lines: string[]) => readPeopleCsv([HEAD, ...lines].join("\n"));
const faults = (...lines: string[]) => read(...lines).faults.map(({ line, column }) => [line, column]);

describe("a list of people as CSV", () => {
  it("is read as spreadsheets write it: with a mark, semicolons, quotes and CRLF", () => {
    const text = '\uFEFF"Name";"E-Mail";"Workspace";"Role"\r\n"Chen, Mia";MIA@x.org;harbour;Editor\r\n\r\n';
    expect(readPeopleCsv(text)).toEqual({
      faults: [],
      rows: [
        {
          ...{ line: 2, email: "mia@x.org", name: "Chen, Mia", workspace: "harbour" },
          ...{ role: "editor", group: "", owner: false },
        },
      ],
    });
  });

  it("may have its columns in any order, separated by tabs, and lack those that nobody needs", () => {
    const { rows, faults: none } = readPeopleCsv("email\tname\nmia@x.org\tMia\n");
    expect([rows[0]?.name, rows[0]?.role, none]).toEqual(["Mia", null, []]);
  });

  it("names each fault by line and column, all of them at once", () => {
    expect(
      faults(
        "Mia,mia@x.org,harbour,editor,,",
        "Tom,not an address,harbour,boss,,",
        ",,,,,maybe",
        "Lena,lena@x.org,harbour,,,",
        "Noor,noor@x.org,,viewer,,yes",
        "Ola,ola@x.org,,,,,surplus",
      ),
    ).toEqual([
      [3, "email"],
      [3, "role"],
      [4, "email"],
      [4, "owner"],
      [5, "role"],
      [6, "workspace"],
      [7, null],
    ]);
  });

  it("counts lines as an editor does, also where a cell has several", () => {
    expect(faults('"Mia\nChen",mia@x.org,,,,', "Tom,nowhere,,,,")).toEqual([[4, "email"]]);
  });

  it("without its headings, or with unknown ones, says so at the first line", () => {
    expect(readPeopleCsv("Mia,mia@x.org").faults.map(({ line }) => line)).toEqual([1, 1, 1]);
    expect(readPeopleCsv("email,salary\nmia@x.org,1").faults).toEqual([
      { line: 1, column: null, message: expect.stringContaining("“salary” is no column") },
    ]);
    expect(readPeopleCsv("email,email\nmia@x.org,x").faults[0]?.message).toContain("twice");
    expect(readPeopleCsv("  \n").faults).toHaveLength(1);
    expect(readPeopleCsv(`${HEAD}\n`).faults[0]?.message).toContain("nobody");
  });

  it("with a quote that is never closed says where, and is not read to its end in silence", () => {
    const { faults: found } = read("Mia,mia@x.org,,,,", 'Tom,"tom@x.org,,,,');
    expect(found.map(({ column, message }) => [column, message.includes("quotation mark")])).toContainEqual([
      null,
      true,
    ]);
  });

  it("of more than a thousand lines is refused as a whole", () => {
    const many = Array.from({ length: 1_001 }, (_, place) => `P,p${place}@x.org,,,,`);
    expect(read(...many)).toEqual({
      rows: [],
      faults: [{ line: 1_002, column: null, message: expect.stringContaining("1000") }],
    });
    expect(read(...many.slice(1)).faults).toEqual([]);
  });

  it("takes the words for yes that spreadsheets use", () => {
    const { rows } = read("A,a@x.org,,,,TRUE", "B,b@x.org,,,,x", "C,c@x.org,,,,No", "D,d@x.org,,,,");
    expect(rows.map(({ owner }) => owner)).toEqual([true, true, false, false]);
  });
});

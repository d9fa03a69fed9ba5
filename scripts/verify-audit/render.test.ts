import { describe, expect, it } from "vitest";
import { emptyReport } from "@/lib/audit/proof/export-report";
import { renderReport } from "./render";

describe("the printed report", () => {
  it("names the fault with its line, and says that the rest was not looked at", () => {
    const fault = {
      code: "hash-differs",
      message: "The content of event 4 does not match its hash.",
      sequence: 4,
      line: 5,
      file: "export",
    } as const;
    const text = renderReport({ ...emptyReport(), verdict: "bad", fault });
    expect(text).toContain("The content of event 4 does not match its hash. (line 5)");
    expect(text).toContain("not looked at");
    expect(text.trimEnd().split("\n").at(-1)).toMatch(/^BAD/);
  });

  it("lets no name from a file steer the terminal", () => {
    const text = renderReport({
      ...emptyReport(),
      chain: "portal",
      name: "Harbour\u001b[2K\u202eDental\nGOOD",
    });
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\u202e");
    expect(text).not.toMatch(/^GOOD$/m);
  });
});

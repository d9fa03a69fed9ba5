import { describe, expect, it } from "vitest";
import { sectionInView, sectionMarks } from "./section-marks";

describe("a section's marks", () => {
  it("edits and errors are counted in words", () => {
    expect(sectionMarks({ edited: 1, errors: 2 })).toBe("1 unsaved edit, 2 errors");
    expect(sectionMarks({ edited: 3, errors: 1 })).toBe("3 unsaved edits, 1 error");
  });

  it("an untouched section has none", () => {
    expect(sectionMarks({ edited: 0, errors: 0 })).toBe("");
  });
});

describe("the section in view", () => {
  const order = ["basics", "prompt", "limits"];

  it("the topmost section in the reading area is chosen", () => {
    expect(sectionInView(order, new Set(["limits", "prompt"]), "basics", false)).toBe("prompt");
  });

  it("the last choice stays while no section is in the reading area", () => {
    expect(sectionInView(order, new Set(), "prompt", false)).toBe("prompt");
  });

  it("a section that is gone is chosen no more", () => {
    expect(sectionInView(order, new Set(), "webhooks", false)).toBe("basics");
    expect(sectionInView([], new Set(["basics"]), null, false)).toBeNull();
  });

  it("the end of the page belongs to the last section, however short it is", () => {
    expect(sectionInView(order, new Set(["prompt", "limits"]), "prompt", true)).toBe("limits");
  });
});

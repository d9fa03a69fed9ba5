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

  const inView = (ids: string[], more: Partial<Parameters<typeof sectionInView>[0]> = {}) =>
    sectionInView({ order, inView: new Set(ids), last: null, atEnd: false, jumpedTo: null, ...more });

  it("the topmost section in the reading area is chosen", () => {
    expect(inView(["limits", "prompt"], { last: "basics" })).toBe("prompt");
  });

  it("the last choice stays while no section is in the reading area", () => {
    expect(inView([], { last: "prompt" })).toBe("prompt");
  });

  it("a section that is gone is chosen no more", () => {
    expect(inView([], { last: "webhooks" })).toBe("basics");
    expect(inView(["basics"], { order: [] })).toBeNull();
  });

  it("the end of the page belongs to the last section, however short it is", () => {
    expect(inView(["prompt", "limits"], { last: "prompt", atEnd: true })).toBe("limits");
  });

  it("a jump at the end of the page, where nothing can scroll, chooses the section that was jumped to", () => {
    expect(inView(["basics"], { atEnd: true, jumpedTo: "prompt" })).toBe("prompt");
    expect(inView(["basics"], { atEnd: false, jumpedTo: "prompt" })).toBe("basics");
    expect(inView(["basics"], { atEnd: true, jumpedTo: "content" })).toBe("limits");
  });
});

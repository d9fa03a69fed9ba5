import { describe, expect, it } from "vitest";
import type { PromptVersion } from "@/lib/flows/model/call-flow";
import { newestFirst } from "./prompt-versions";

const version = (id: string, createdAt: string | null, updatedAt: string | null = null): PromptVersion => ({
  id,
  name: null,
  prompt: null,
  notes: null,
  createdAt,
  updatedAt,
});
const order = (...versions: PromptVersion[]) => newestFirst(versions).map(({ id }) => id);

describe("newestFirst", () => {
  it("the time of making decides, not the upstream's order", () => {
    expect(
      order(
        version("old", "2025-01-01T00:00:00.000Z", "2025-12-01T00:00:00.000Z"),
        version("new", "2025-06-01T00:00:00.000Z"),
        version("older", "2024-01-01T00:00:00.000Z"),
      ),
    ).toEqual(["new", "old", "older"]);
  });

  it("a version without a time of making goes by its last change", () => {
    expect(
      order(version("a", "2025-01-01T00:00:00.000Z"), version("b", null, "2025-02-01T00:00:00.000Z")),
    ).toEqual(["b", "a"]);
  });

  it("versions without a usable time come last and keep their order", () => {
    expect(
      order(version("x", null), version("y", "soon"), version("dated", "2025-01-01T00:00:00.000Z")),
    ).toEqual(["dated", "x", "y"]);
  });
});

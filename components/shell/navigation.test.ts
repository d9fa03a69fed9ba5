import { describe, expect, it } from "vitest";
import { addressInWorkspace } from "./navigation";

describe("switching the workspace", () => {
  it("stays in the same section", () => {
    expect(addressInWorkspace("globex", "/acme/audit", true)).toBe("/globex/audit");
  });

  it("leaves a flow for the list it is in", () => {
    expect(addressInWorkspace("globex", "/acme/message-flows/665f", true)).toBe("/globex/message-flows");
  });

  it("starts at the call flows from a page outside of any workspace", () => {
    expect(addressInWorkspace("globex", "/people/audit", false)).toBe("/globex/call-flows");
  });
});

import { describe, expect, it } from "vitest";
import { looseAction } from "@/tests/support/loose-event";
import { refusalTarget } from "./refusals";

const workspace = { id: "0190", name: "Harbour" };

describe("the target of a refused request", () => {
  it.each([
    ["call_flow.update", { ws: "harbour", id: "f1" }, { type: "call_flow", id: "f1", name: null }],
    ["binding.remove", { ws: "harbour", userId: "u1" }, { type: "user", id: "u1", name: null }],
    ["api_key.set", { ws: "harbour" }, { type: "workspace", id: "0190", name: "Harbour" }],
    ["audit.export", { ws: "harbour" }, { type: "audit_log", id: "0190", name: null }],
  ])("of %s is the target that a successful request's event names", (action, params, target) => {
    expect(refusalTarget(looseAction(action), params, workspace)).toEqual(target);
  });

  it("of the portal's log is the portal", () => {
    expect(refusalTarget("audit.verify", {}, null)).toEqual({ type: "audit_log", id: "portal", name: null });
  });

  it.each(["x".repeat(65), "Bearer abc", "../../etc", "ä"])("never holds what can't be an id: %s", (id) => {
    expect(refusalTarget("call_flow.update", { id }, workspace).id).toBeNull();
  });
});

import { expect, it } from "vitest";
import { activityAddress, leftAside } from "./activity-request";

it("activity is requested by the filters that can be counted, in the reader's zone", () => {
  const query = { limit: 30, cursor: "4", outcome: "failed", q: "desk", ip: "192.0.2.7", from: new Date(0) };
  const address = new URL(activityAddress("/api/audit-events", query, "Europe/Berlin"), "http://x");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    outcome: "failed",
    from: "1970-01-01T00:00:00.000Z",
    zone: "Europe/Berlin",
  });
});

it("filters that are not counted are named", () => {
  expect(leftAside({ limit: 30, actor: "system", target: "x" })).toBeNull();
  expect(leftAside({ limit: 30, q: "a" })).toContain("filter by text,");
  expect(leftAside({ limit: 30, q: "a", field: "/prompt", ip: "192.0.2.7" })).toContain(
    "text, field and source address",
  );
});

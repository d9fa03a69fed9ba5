import { describe, expect, it } from "vitest";
import { auditQuery, exportAddress } from "./audit-query";

describe("an audit log's query", () => {
  it("takes both days in whole", () => {
    const { from, to } = auditQuery({ from: "2026-05-01", to: "2026-05-02" });
    expect(from?.toISOString()).toBe("2026-05-01T00:00:00.000Z");
    expect(to?.toISOString()).toBe("2026-05-02T23:59:59.999Z");
  });

  it("leaves out what makes no sense", () => {
    expect(auditQuery({ from: "yesterday", to: "2026-13-40", outcome: "fine", q: " " })).toEqual({
      limit: 30,
    });
  });
});

describe("an export", () => {
  it("has the list's filters and none of its paging", () => {
    const query = auditQuery({ outcome: "denied", to: "2026-05-02", cursor: "40", q: "maya" });
    const address = new URL(exportAddress("/api/audit-events", query, "csv"), "http://x");
    expect(address.pathname).toBe("/api/audit-events/export");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      format: "csv",
      outcome: "denied",
      q: "maya",
      to: "2026-05-02T23:59:59.999Z",
    });
  });
});

import { describe, expect, it } from "vitest";
import { auditQuery, filterParams, filtersInUse, viewQuery } from "./audit-query";

const MAYA = "01900000-0000-7000-8000-00000000000a";
const iso = (params: Record<string, string>, now?: number) => {
  const { from, to } = auditQuery(params, now);
  return [from?.toISOString(), to?.toISOString()];
};

describe("an audit log's query", () => {
  it("takes both days in whole, in UTC unless a zone is named", () => {
    expect(iso({ from: "2026-05-01", to: "2026-05-02" })).toEqual([
      "2026-05-01T00:00:00.000Z",
      "2026-05-02T23:59:59.999Z",
    ]);
    expect(iso({ from: "2026-05-01", to: "2026-05-02", zone: "America/New_York" })).toEqual([
      "2026-05-01T04:00:00.000Z",
      "2026-05-03T03:59:59.999Z",
    ]);
  });

  it("takes days of 23 and 25 hours in whole", () => {
    expect(iso({ from: "2026-03-29", to: "2026-03-29", zone: "Europe/Berlin" })).toEqual([
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T21:59:59.999Z",
    ]);
    expect(iso({ from: "2026-10-25", to: "2026-10-25", zone: "Europe/Berlin" })).toEqual([
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T22:59:59.999Z",
    ]);
  });

  it("takes times to the end of their minute", () => {
    expect(iso({ from: "2026-05-01T09:30", to: "2026-05-01T09:45", zone: "Asia/Kolkata" })).toEqual([
      "2026-05-01T04:00:00.000Z",
      "2026-05-01T04:15:59.999Z",
    ]);
  });

  it("prefers a period that moves with the calendar to fixed days", () => {
    const now = Date.parse("2026-11-22T23:30:00Z");
    expect(iso({ period: "today", zone: "Europe/Berlin", from: "2020-01-01" }, now)).toEqual([
      "2026-11-22T23:00:00.000Z",
      "2026-11-23T22:59:59.999Z",
    ]);
  });

  it("takes days from 1970 to 9999, in any zone, and no others", () => {
    const all = { from: "1970-01-01", to: "9999-12-31" };
    const bounds = ["1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"];
    expect(iso(all)).toEqual(bounds);
    expect(iso({ ...all, zone: "Pacific/Auckland" })[0]).toBe(bounds[0]);
    expect(iso({ ...all, zone: "America/New_York" })[1]).toBe(bounds[1]);
    for (const day of ["0000-01-01", "0001-01-01", "1969-12-31", "-100000-01-01", "+275760-09-13"]) {
      expect(iso({ from: day, to: day })).toEqual([undefined, undefined]);
      expect(iso({ from: `${day}T10:00`, to: `${day}T10:00` })).toEqual([undefined, undefined]);
    }
  });

  it("leaves out texts that a database can't hold", () => {
    for (const text of ["a\u0000b", "\u0000", "a\ud800"]) {
      const given = { q: text, target: text, correlation: text, field: `/${text}`, ip: text, cursor: text };
      expect(auditQuery(given)).toEqual({ limit: 30 });
    }
  });

  it("keeps everything that it understands", () => {
    const given = {
      actor: MAYA,
      action: "call_flow.update",
      outcome: "denied",
      target: "665f00000000000000000001",
      field: "/welcomeMessage,/settings/callSettings/maxCallDuration",
      ip: "2001:db8::7",
      correlation: "import-2026-05",
      q: "front desk",
      cursor: "42",
    };
    expect(auditQuery(given)).toEqual({ ...given, limit: 30 });
  });

  it("ignores values that make no sense", () => {
    const nonsense = {
      from: "yesterday",
      to: "2026-13-40",
      outcome: "fine",
      q: " ",
      actor: "maya",
      action: "drop table",
      field: "prompt",
      ip: "..",
      cursor: "next",
      period: "last-century",
      zone: "Mars/Olympus",
      target: "x".repeat(65),
    };
    expect(auditQuery(nonsense)).toEqual({ limit: 30 });
    expect(filtersInUse(nonsense)).toEqual([]);
  });

  it("says which filters restrict it, a period instead of the days that it overrules", () => {
    expect(filtersInUse({ q: "a", from: "2026-05-01", zone: "UTC", cursor: "4" })).toEqual(["q", "from"]);
    expect(filtersInUse({ period: "today", from: "2026-05-01" })).toEqual(["period"]);
  });

  it("reaches the API as it is meant, and comes back the same", () => {
    const query = auditQuery({
      from: "2026-05-01",
      zone: "Europe/Berlin",
      field: "/prompt,/name",
      q: "é & ü",
    });
    const sent = Object.fromEntries(filterParams(query));
    expect(sent).toEqual({ from: "2026-04-30T22:00:00.000Z", field: "/prompt,/name", q: "é & ü" });
  });
});

describe("an export", () => {
  it("has the list's filters and none of its paging", () => {
    const query = auditQuery({ outcome: "denied", to: "2026-05-02", cursor: "40", q: "maya" });
    expect(Object.fromEntries(filterParams(query))).toEqual({
      outcome: "denied",
      q: "maya",
      to: "2026-05-02T23:59:59.999Z",
    });
  });
});

describe("a saved view", () => {
  const of = (query: string) => viewQuery(new URLSearchParams(query));

  it("a view keeps filters and zone, and neither place nor strangers", () => {
    expect(of("cursor=4&period=last-week&utm=x&zone=Europe%2FBerlin&q=")).toBe(
      "period=last-week&zone=Europe%2FBerlin",
    );
  });

  it("equal searches are equal views, in any order of their filters", () => {
    expect(of("outcome=failed&q=a+b")).toBe(of("q=a%20b&outcome=failed"));
  });
});

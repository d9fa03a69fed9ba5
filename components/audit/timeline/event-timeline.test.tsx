import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { AuditEventView } from "@/lib/audit/event";
import { ZoneOfPage } from "../../ui/reader-zone";
import { EventTimeline } from "./event-timeline";

const tom = { type: "user" as const, id: "u1", email: "tom@example.com", name: "Tom Okafor", role: "editor" };
const base: AuditEventView = {
  id: "e7",
  sequence: 7,
  occurredAt: "2026-05-20T22:30:07.000Z",
  settledAt: null,
  workspaceId: "w",
  actor: tom,
  action: "call_flow.update",
  outcome: "succeeded",
  target: { type: "call_flow", id: "f1", name: "Front desk" },
  changes: [{ path: "/description", before: "Desk", after: "" }],
  reason: "Agreed with Dr. Lee",
  request: { id: "r1", ip: "203.0.113.9", userAgent: null },
  upstream: { method: "PUT", status: 200, durationMs: 25, error: null },
  detail: { revision: 4 },
  integrity: { previousHash: "aa00", hash: "bb11" },
};
const CONTEXT = { logPath: "/harbour/audit", flowsPath: "/harbour", mayRestore: true };

function show(...events: Partial<AuditEventView>[]) {
  render(
    <ZoneOfPage zone="Europe/Berlin">
      <div id="audit-events">
        <EventTimeline
          events={events.map((event, place) => ({
            ...base,
            id: `e${place}`,
            sequence: 90 - place,
            ...event,
          }))}
          context={CONTEXT}
        />
      </div>
    </ZoneOfPage>,
  );
  return screen.getAllByRole("listitem");
}

const lineOf = (row: HTMLElement | undefined) => row?.querySelector("summary")?.textContent;

describe("the line of an event", () => {
  it("says who did what, by the reader's day and clock, and has no badge when it went well", () => {
    const [row] = show({});
    expect(screen.getByRole("heading").textContent).toBe("Thursday 21 May 2026");
    expect(lineOf(row)).toBe("TOTom Okafor changed the call flow Front desk: the description");
    const time = within(row as HTMLElement).getByRole("link", { name: /^00:30\s*, page of event 90$/ });
    expect(time.getAttribute("href")).toBe("/harbour/audit/e0");
    expect(screen.getByText(/times in Berlin/)).toBeTruthy();
  });

  it.each([
    ["Failed", { outcome: "failed" as const, detail: { code: "stale" } }],
    ["Refused", { outcome: "failed" as const, detail: { code: "upstream_rejected" } }],
    ["Not allowed", { outcome: "denied" as const, detail: { missingPermission: "call_flow.update" } }],
    ["Outcome not known", { outcome: "unknown" as const, detail: {} }],
    ["Outside Switchboard", { actor: { ...tom, type: "upstream" as const, id: null }, detail: {} }],
  ])("has the badge %s and an edge where somebody should look", (word, event) => {
    const [row, usual] = show(event, {});
    expect(lineOf(row)).toMatch(new RegExp(`${word}$`));
    expect(row?.className).toContain("before:bg-");
    expect(usual?.className).not.toContain("before:bg-");
  });

  it("shows an icon instead of initials where nobody with an account did it", () => {
    const system = { ...tom, type: "system" as const, id: null, name: "Switchboard" };
    const [row] = show({ actor: system });
    expect(lineOf(row)).toMatch(/^Switchboard changed/);
    expect(row?.querySelector("summary svg")).toBeTruthy();
  });
});

describe("an opened event", () => {
  it("has its reason and its difference before what can be done, and the facts after that", async () => {
    const [row] = show({});
    await userEvent.click(row?.querySelector("summary") as HTMLElement);
    await waitFor(() => expect(screen.getByText("Open flow")).toBeTruthy(), { timeout: 15_000 });
    const text = row?.textContent ?? "";
    const places = [
      "Agreed with Dr. Lee",
      "Removed: Desk",
      "Added: (empty)",
      "Open flow",
      "Copy link",
      "203.0.113.9",
      "Proof",
    ];
    const found = places.map((part) => text.indexOf(part));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(text).not.toContain("UTC");
    expect(text).not.toContain("bb11");
  });

  it("says first what failed, and what Trillet answered", async () => {
    const upstream = { method: "PUT", status: 400, durationMs: 9, error: "name must be unique" };
    const [row] = show({ outcome: "failed", detail: { code: "upstream_rejected" }, upstream });
    await userEvent.click(row?.querySelector("summary") as HTMLElement);
    await waitFor(() => expect(screen.getByText("Trillet refused it")).toBeTruthy(), { timeout: 15_000 });
    const text = row?.textContent ?? "";
    expect(text.indexOf("name must be unique")).toBeLessThan(text.indexOf("Agreed with"));
  });

  it("offers to restore a version only to those who may", async () => {
    const [row] = show({});
    await userEvent.click(row?.querySelector("summary") as HTMLElement);
    const restore = await screen.findByRole("link", { name: "Restore version 4" }, { timeout: 15_000 });
    expect(restore.getAttribute("href")).toBe("/harbour/call-flows/f1?tab=history&from=4&state=4");
  });
});

describe("the keys of the list", () => {
  it("go from event to event, and within those of one flow", async () => {
    const other = { type: "call_flow", id: "f2", name: "Night line" };
    const rows = show({}, { target: other }, {});
    const focused = () => rows.findIndex((row) => row.contains(document.activeElement));
    await userEvent.keyboard("j");
    expect(focused()).toBe(0);
    await userEvent.keyboard("jk");
    expect(focused()).toBe(0);
    await userEvent.keyboard("[[");
    expect(focused()).toBe(2);
    await userEvent.keyboard("]");
    expect(focused()).toBe(0);
  });

  it("are left to whoever is typing", async () => {
    const rows = show({}, {});
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    await userEvent.keyboard("j");
    expect(field.value).toBe("j");
    expect(rows.some((row) => row.contains(document.activeElement))).toBe(false);
    field.remove();
  });
});

import { expect, it } from "vitest";
import { personDayPath } from "./day-link";
import { type EventContext, eventLinks, eventPath, flowPath } from "./event-links";

const context: EventContext = {
  logPath: "/harbour-dental/audit",
  flowsPath: "/harbour-dental",
  mayRestore: true,
};
const event = {
  id: "e1",
  occurredAt: "2026-11-22T23:59:59.000Z",
  actor: { type: "user" as const, id: "u1", email: "maya@example.com", name: "Maya", role: "editor" },
  target: { type: "call_flow", id: "f1", name: "Front desk" },
  request: { id: "r1", ip: null, userAgent: null, correlationId: "c1" },
  detail: { revision: 4 },
};
const hrefs = (parts: object, at = context) => eventLinks({ ...event, ...parts }, at).map(({ href }) => href);

it("an event leads to its flow, the state it made, the action and the flow's events", () => {
  expect(eventPath(context, event)).toBe("/harbour-dental/audit/e1");
  expect(hrefs({})).toEqual([
    "/harbour-dental/call-flows/f1",
    "/harbour-dental/call-flows/f1?tab=history&from=3&to=4",
    "/harbour-dental/call-flows/f1?tab=history&from=4",
    "/harbour-dental/call-flows/f1?tab=history&from=4&state=4",
    "/harbour-dental/audit?correlation=c1",
    "/harbour-dental/audit?target=f1",
  ]);
});

it("a reader who may not restore is not offered it, and a first state has none before it", () => {
  const labels = eventLinks({ ...event, detail: { revision: 1 } }, { ...context, mayRestore: false });
  expect(labels.map(({ label }) => label)).not.toContainEqual(expect.stringMatching(/Restore|before/));
});

it("a person's day is one of the reader's calendar", () => {
  const of = { logPath: "/harbour-dental/audit", actor: { id: "u1", name: "Maya" }, at: event.occurredAt };
  expect(personDayPath(of, "Asia/Kolkata")).toBe(
    "/harbour-dental/audit?actor=u1&from=2026-11-23&to=2026-11-23&zone=Asia%2FKolkata",
  );
  expect(personDayPath(of, "UTC")).toContain("from=2026-11-22&to=2026-11-22");
});

it("an event of a transfer, and one about it, lead to its receipt", () => {
  expect(hrefs({ detail: { transfer: "t1" } })).toContain("/copies/t1");
  expect(hrefs({ detail: {}, target: { type: "transfer", id: "t2", name: null } })).toContain("/copies/t2");
});

it("an action of one request is found by the request's own id", () => {
  const { correlationId: _, ...request } = event.request;
  expect(hrefs({ request })).toContain("/harbour-dental/audit?correlation=r1");
});

it("nothing leads to a flow from the portal's own log, nor to a person who is not known", () => {
  const portal = { logPath: "/audit", flowsPath: null, mayRestore: false };
  const actor = { ...event.actor, id: null };
  expect(hrefs({ actor, request: null, target: { type: "user", id: "u2", name: "Tom" } }, portal)).toEqual([
    "/audit?target=u2",
  ]);
});

it("an id never reaches out of its place in the address", () => {
  const target = { type: "call_flow", id: "../x?y", name: null };
  expect(flowPath(context, { target })).toBe("/harbour-dental/call-flows/..%2Fx%3Fy");
});

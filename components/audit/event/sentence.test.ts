import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventSentence, type ShownEvent, sentenceParts } from "./sentence";

const maya = { type: "user" as const, id: "1", email: "maya@example.com", name: "Maya", role: "editor" };
const outside = { ...maya, type: "upstream" as const, id: null, name: "Someone outside Switchboard" };
const event: ShownEvent = {
  action: "call_flow.update",
  outcome: "succeeded",
  actor: maya,
  target: { type: "call_flow", id: "f1", name: "Front desk" },
  changes: [{ path: "/prompt", before: "a", after: "b" }],
  detail: {},
  request: { id: "r1", ip: "203.0.113.9", userAgent: null },
};
const sentenceOf = (parts: Partial<ShownEvent>) => eventSentence({ ...event, ...parts }, "UTC");
const person = (name: string) => ({ type: "user", id: "2", name });
const one = (path: string, before: unknown, after: unknown) => ({ changes: [{ path, before, after }] });

describe("an edit of a flow", () => {
  it("names actor, action and target", () => {
    expect(sentenceOf({})).toBe("Maya changed the call flow Front desk: the prompt");
  });

  it("names the token beside the person, where a script did it", () => {
    const actor = { ...maya, type: "token" as const, token: { id: "t1", name: "Nightly" } };
    expect(sentenceOf({ actor })).toBe("Maya (token Nightly) changed the call flow Front desk: the prompt");
    expect(
      sentenceOf({ actor, outcome: "denied", detail: { missingPermission: "session" }, changes: [] }),
    ).toBe("Maya (token Nightly) tried to change the call flow Front desk, but no token may");
  });

  it("has a plain verb where one field says it all", () => {
    expect(sentenceOf(one("/isActive", true, false))).toBe("Maya switched off the call flow Front desk");
    expect(sentenceOf(one("/autopilot", false, true))).toBe(
      "Maya switched on the autopilot of the call flow Front desk",
    );
    expect(sentenceOf(one("/name", "Reception", "Front desk"))).toBe(
      "Maya renamed the call flow Reception to Front desk",
    );
    expect(
      sentenceOf({ action: "message_flow.drift", actor: outside, ...one("/isActive", true, false) }),
    ).toBe("Somebody in Trillet switched off the message flow Front desk");
  });

  it("counts the working hours as one field", () => {
    const hours = "/settings/responseSettings/workingHours";
    const changes = [`${hours}/start`, `${hours}/end`, "/description"].map((path) => ({
      path,
      before: "a",
      after: "b",
    }));
    expect(sentenceOf({ changes })).toMatch(/: the working hours and the description$/);
  });

  it("names the state of a restore, and calls a copy a copy", () => {
    expect(sentenceOf({ action: "call_flow.restore", detail: { restoredRevision: 3 } })).toBe(
      "Maya restored the call flow Front desk to state #3: the prompt",
    );
    expect(sentenceOf({ action: "call_flow.create", detail: { duplicatedFrom: "f0" } })).toBe(
      "Maya created the call flow Front desk as a copy of another flow",
    );
  });

  it("says that it was found out later", () => {
    expect(sentenceOf({ detail: { recovered: true } })).toMatch(/\(found out afterwards\)$/);
    expect(sentenceOf({ detail: { recovered: true, resolvedBy: "Tom" } })).toMatch(/\(found out by Tom\)$/);
  });
});

describe("an attempt that failed", () => {
  it("is called an attempt, with the reason", () => {
    expect(sentenceOf({ outcome: "failed", detail: { code: "stale" } })).toBe(
      "Maya tried to change the call flow Front desk (the prompt), but the flow had been changed meanwhile",
    );
    expect(sentenceOf({ outcome: "failed", detail: { code: "gremlins" } })).toMatch(/, but it failed$/);
  });

  it("names the missing permission", () => {
    const denied = { outcome: "denied" as const, target: null, changes: [] };
    expect(
      sentenceOf({
        ...denied,
        action: "workspace.update",
        detail: { missingPermission: "workspace.update" },
      }),
    ).toBe(
      "Maya tried to change the settings of this workspace, but an editor may not (workspace.update is missing)",
    );
    expect(sentenceOf({ ...denied, action: "user.invite", detail: { missingPermission: "owner" } })).toBe(
      "Maya tried to invite somebody, but only owners may",
    );
    expect(
      sentenceOf({
        ...denied,
        actor: { ...maya, role: null },
        action: "call_flow.create",
        detail: { missingPermission: "membership" },
      }),
    ).toBe("Maya tried to create a call flow, but is not a member of that workspace");
    const refused = {
      outcome: "failed" as const,
      target: null,
      detail: { code: "invalid_body" },
      changes: [],
    };
    expect(sentenceOf({ ...refused, action: "sign_in_provider.add" })).toBe(
      "Maya tried to add an identity provider, but some fields were not valid",
    );
  });

  it("with an unknown outcome is not called done", () => {
    expect(sentenceOf({ outcome: "unknown" })).toBe(
      "Maya tried to change the call flow Front desk (the prompt); whether it was done is not known",
    );
  });
});

describe("signing in", () => {
  const failed = { action: "session.sign_in", outcome: "failed" as const, target: null, changes: [] };

  it("names the person as the actor only when it succeeded", () => {
    expect(sentenceOf({ ...failed, outcome: "succeeded" })).toBe("Maya signed in from 203.0.113.9");
    expect(sentenceOf(failed)).toBe(
      "Somebody tried to sign in as maya@example.com from 203.0.113.9, but was refused",
    );
  });

  it("that failed often is one sentence with count and time", () => {
    const detail = { count: 12, firstAt: "2026-11-22T10:02:11Z", lastAt: "2026-11-22T10:14:59Z" };
    expect(sentenceOf({ ...failed, detail })).toBe(
      "12 failed sign-ins as maya@example.com from 203.0.113.9 between 10:02 and 10:14",
    );
    expect(sentenceOf({ ...failed, action: "session.throttle", outcome: "denied", detail })).toBe(
      "12 sign-ins as maya@example.com from 203.0.113.9 were held back after too many failures between 10:02 and 10:14",
    );
  });

  it("of a source that attempted many addresses names none of them", () => {
    const throttled = { ...failed, action: "session.throttle", outcome: "denied" as const };
    expect(sentenceOf({ ...throttled, detail: { scope: "source" } })).toBe(
      "A sign-in from 203.0.113.9 was held back after too many failures",
    );
    expect(sentenceOf({ ...failed, actor: { ...maya, id: null, email: null, name: "Somebody" } })).toBe(
      "Somebody tried to sign in from 203.0.113.9, but was refused",
    );
  });

  it("is timed by the reader's own clock, and not at all where the reader's zone is not known", () => {
    const detail = { count: 2, firstAt: "2026-11-22T10:02:11Z", lastAt: "2026-11-22T10:14:59Z" };
    const repeated = { ...event, ...failed, detail };
    expect(eventSentence(repeated, "Europe/Berlin")).toMatch(/between 11:02 and 11:14$/);
    expect(eventSentence(repeated, null)).toMatch(/from 203\.0\.113\.9$/);
  });

  it("names the days when midnight lies between", () => {
    const detail = { count: 2, firstAt: "2026-11-22T23:58:00Z", lastAt: "2026-11-23T00:04:00Z" };
    expect(sentenceOf({ ...failed, detail })).toContain("between 22 Nov 2026, 23:58 and 23 Nov 2026, 00:04");
  });

  it("other attempts that were collapsed say how often", () => {
    const detail = {
      missingPermission: "owner",
      count: 3,
      firstAt: "2026-11-22T10:02:00Z",
      lastAt: "2026-11-22T10:02:30Z",
    };
    expect(sentenceOf({ action: "user.invite", outcome: "denied", target: null, changes: [], detail })).toBe(
      "Maya tried to invite somebody, but only owners may, 3 times at 10:02",
    );
  });
});

describe("people and settings", () => {
  it.each([
    ["binding.add", one("/role", null, "editor"), "Maya added Tom as an editor"],
    ["binding.change", one("/role", "viewer", "admin"), "Maya made Tom an admin, who was a viewer"],
    ["binding.remove", one("/role", "viewer", null), "Maya removed Tom, who was a viewer"],
    ["user.update", one("/owner", true, false), "Maya took the rights of an owner from Tom"],
    ["user.update", one("/name", "Thomas", "Tom"), "Maya renamed Thomas to Tom"],
    [
      "workspace.update",
      one("/requireReason", false, true),
      "Maya made a reason necessary for every change in Tom",
    ],
    [
      "api_key.set",
      one("/keyHint", "aaaa", "wxyz"),
      "Maya replaced the API key of Tom; the new one ends in wxyz",
    ],
    ["session.revoke", { changes: [] }, "Maya ended a session of Tom"],
  ])("%s is described by its effect", (action, parts, sentence) => {
    expect(sentenceOf({ action, target: person("Tom"), ...parts })).toBe(sentence);
  });

  it("a person's own invitation and sessions are called their own", () => {
    const self = { type: "user", id: "1", name: "Maya" };
    expect(sentenceOf({ action: "user.join", target: self, changes: [] })).toBe(
      "Maya accepted the invitation and set a password",
    );
    expect(
      sentenceOf({ action: "user.join", target: self, changes: [], detail: { firstPassword: false } }),
    ).toBe("Maya set a new password");
    const system = { ...maya, type: "system" as const, id: null, name: "Switchboard" };
    expect(sentenceOf({ action: "user.join", actor: system, target: person("Ada"), changes: [] })).toBe(
      "Switchboard made Ada the first owner",
    );
    expect(sentenceOf({ action: "session.revoke", target: self, changes: [] })).toBe(
      "Maya ended another session of their own",
    );
  });
});

describe("the log itself", () => {
  const log = { target: { type: "audit_log", id: "c", name: null }, changes: [] };

  it("a verification states its result, also a fault", () => {
    const verified = { ...log, action: "audit.verify" };
    expect(sentenceOf({ ...verified, detail: { events: 40, firstBad: null } })).toBe(
      "Maya verified the audit log: 40 events, all unbroken",
    );
    expect(sentenceOf({ ...verified, outcome: "failed", detail: { events: 6, firstBad: 7 } })).toBe(
      "Maya verified the audit log: it is broken at event #7",
    );
  });

  it("an export names its format, and whether it resumed a broken one", () => {
    const exported = { ...log, action: "audit.export" };
    expect(sentenceOf({ ...exported, detail: { format: "csv" } })).toBe("Maya exported the audit log as CSV");
    expect(sentenceOf({ ...exported, detail: { format: "csv", after: 17 } })).toBe(
      "Maya went on with an export of the audit log as CSV, after #17",
    );
    expect(sentenceOf({ ...exported, detail: { format: "proof" } })).toContain(
      "the proof that belongs beside",
    );
  });

  it("a removal of old events names their range, and what is left", () => {
    expect(
      sentenceOf({ ...log, action: "audit.retire", detail: { from: 1, through: 500, keepDays: 400 } }),
    ).toBe("Maya removed the events #1 to #500, older than 400 days, and kept their signed root");
  });

  it("a retention rule is described by its effect from then on", () => {
    const rule = (after: number | null) => ({
      ...log,
      action: "audit_settings.update",
      target: { ...log.target, name: "Harbour" },
      changes: [{ path: "/keepDays", before: null, after }],
    });
    expect(sentenceOf(rule(90))).toBe("Maya had events removed after 90 days from then on");
    expect(sentenceOf(rule(null))).toBe("Maya had events kept for ever from then on");
    expect(sentenceOf({ ...rule(90), changes: [], outcome: "denied" })).toContain(
      "tried to change how long events are kept, but",
    );
  });

  it("a check that finds a fault was done all the same", () => {
    const check = { action: "workspace.check", target: person("Harbour"), changes: [] };
    expect(sentenceOf({ ...check, outcome: "failed", detail: { health: "failing" } })).toBe(
      "Maya checked the connection of Harbour: it does not work",
    );
    expect(sentenceOf({ ...check, outcome: "failed", detail: { code: "upstream_budget" } })).toContain(
      "tried to",
    );
    const test = { action: "audit_webhook.test", target: person("https://x.test"), changes: [] };
    expect(sentenceOf({ ...test, outcome: "failed", detail: { status: 500, error: null } })).toBe(
      "Maya tested the audit webhook https://x.test: it answered 500",
    );
    expect(sentenceOf({ ...test, detail: { status: 204, error: null } })).toBe(
      "Maya tested the audit webhook https://x.test: it took the test message",
    );
  });

  it("an export or a verification that failed is called an attempt, with the reason", () => {
    const failed = { ...log, outcome: "failed" as const };
    expect(sentenceOf({ ...failed, action: "audit.export", detail: { code: "invalid_query" } })).toBe(
      "Maya tried to export the audit log, but the request was not valid",
    );
    expect(sentenceOf({ ...failed, action: "audit.verify", detail: { code: "cancelled" } })).toBe(
      "Maya tried to verify the audit log, but the reader left before it was done",
    );
  });

  it("undelivered events that are sent again are counted", () => {
    const resent = { action: "audit_webhook.resend", target: person("https://x.test"), changes: [] };
    expect(sentenceOf({ ...resent, detail: { events: 1204 } })).toBe(
      "Maya sent 1,204 undelivered events again to the audit webhook https://x.test",
    );
    expect(sentenceOf({ ...resent, detail: { events: 1 } })).toContain("sent 1 undelivered event again");
  });

  it("an unknown action is named as it is", () => {
    expect(sentenceOf({ action: "flow.fly", changes: [] })).toBe("Maya did flow.fly: Front desk");
  });
});

describe("a sentence in parts", () => {
  it("marks who did it and what it was done to", () => {
    const names = sentenceParts(event, null).filter(({ isName }) => isName);
    expect(names.map(({ text }) => text)).toEqual(["Maya", "Front desk"]);
  });

  it("calls nobody the author of a sign-in that failed", () => {
    const failed = { ...event, action: "session.sign_in", outcome: "failed" as const, target: null };
    expect(sentenceParts(failed, null).filter(({ isName }) => isName)).toEqual([]);
  });

  it("says the same as the sentence, whatever the names are", () => {
    const name = fc.oneof(fc.string(), fc.constantFrom("Maya", "changed", "the", "call flow", " "));
    fc.assert(
      fc.property(name, name, (actor, target) => {
        const named = {
          ...event,
          actor: { ...maya, name: actor },
          target: { type: "call_flow", id: "f1", name: target },
        };
        const parts = sentenceParts(named, "UTC").map(({ text }) => text);
        expect(parts.join("")).toBe(eventSentence(named, "UTC"));
      }),
    );
  });
});

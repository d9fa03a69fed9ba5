import { describe, expect, it } from "vitest";
import { storedEvent } from "@/tests/support/stored-event";
import { ocsfEvent } from "./ocsf-event";

const translated = (input: Parameters<typeof storedEvent>[0] = {}) => ocsfEvent(storedEvent(input));

describe("an event in OCSF", () => {
  it("is of the class Entity Management, in the category Identity & Access Management", () => {
    expect(translated()).toMatchObject({ category_uid: 3, class_uid: 3004, type_uid: 300403 });
  });

  it("has time, actor, target, origin and reason", () => {
    expect(translated()).toMatchObject({
      time: Date.UTC(2026, 2, 1, 12),
      metadata: { event_code: "call_flow.update", sequence: 7, correlation_uid: "c-1" },
      actor: { user: { uid: "person-1", name: "Maya", email_addr: "maya@example.com", type: "editor" } },
      entity: { type: "call_flow", uid: "665f00000000000000000001", name: "Reception" },
      entity_result: { data: { changes: [{ path: "/name", before: "Desk", after: "Reception" }] } },
      comment: "It was renamed",
      src_endpoint: { ip: "192.0.2.7" },
      http_request: { uid: "r-1", user_agent: "curl/8" },
    });
  });

  it("keeps the exact payload and the place in the chain, for verification", () => {
    const row = storedEvent();
    expect(ocsfEvent(row)).toMatchObject({
      raw_data: row.payload,
      unmapped: { sequence: 7, previousHash: "01".repeat(32), hash: "02".repeat(32) },
    });
  });

  it.each([
    ["user.invite", 1, "Create"],
    ["audit.export", 2, "Read"],
    ["call_flow.restore", 3, "Update"],
    ["binding.remove", 4, "Delete"],
    ["user.enable", 8, "Enable"],
    ["audit_webhook.pause", 9, "Disable"],
  ])("of %s has the activity %i, %s", (action, id, name) => {
    const event = translated({ action });
    expect(event).toMatchObject({ activity_id: id, activity_name: name, type_uid: 300400 + id });
  });

  it("is Other, under its own verb, where OCSF has no word for it", () => {
    const event = translated({ action: "session.juggle" });
    expect(event).toMatchObject({ activity_id: 99, activity_name: "juggle", type_uid: 300499 });
  });

  it.each([
    ["succeeded", "Success", 1, "Informational", 1],
    ["failed", "Failure", 2, "Low", 2],
    ["denied", "Failure", 2, "Medium", 3],
    ["unknown", "Unknown", 0, "Medium", 3],
  ] as const)("that %s has the status %s", (outcome, status, statusId, severity, severityId) => {
    const event = translated({ outcome });
    expect(event).toMatchObject({ status, status_id: statusId, severity, severity_id: severityId });
    expect("status_detail" in event).toBe(outcome !== "succeeded");
  });

  it("of the portal itself names it as an application, and its log as the tenant", () => {
    const actor = { type: "system", id: null, email: null, name: "Switchboard", role: null } as const;
    const event = translated({ actor, workspaceId: null, target: null, request: null });
    expect(event).toMatchObject({
      actor: { app_name: "Switchboard", user: { uid: "system" } },
      metadata: { tenant_uid: "portal" },
      entity: { type: "portal", uid: "", name: "" },
    });
    expect(event).not.toHaveProperty("src_endpoint");
  });
});

describe("an event of a session, in OCSF", () => {
  const maya = { type: "user", id: "person-1", email: "maya@example.com", name: "Maya", role: null } as const;
  const session = { type: "session", id: "session-1", name: "Maya" };
  const signIn = { action: "session.sign_in", workspaceId: null, actor: maya, target: session, changes: [] };

  it.each([
    ["session.sign_in", 1, "Logon"],
    ["session.throttle", 1, "Logon"],
    ["session.sign_out", 2, "Logoff"],
    ["session.revoke", 2, "Logoff"],
  ])("%s is of the class Authentication, with the activity %i, %s", (action, id, name) => {
    expect(translated({ ...signIn, action })).toMatchObject({
      category_uid: 3,
      class_uid: 3002,
      class_name: "Authentication",
      activity_id: id,
      activity_name: name,
      type_uid: 300200 + id,
    });
  });

  it("names whose session it is, at which service, by which means, and nothing of another class", () => {
    const event = translated(signIn);
    expect(event).toMatchObject({
      user: { uid: "person-1", name: "Maya", email_addr: "maya@example.com" },
      actor: { user: { uid: "person-1" } },
      service: { name: "Switchboard" },
      session: { uid: "session-1" },
      is_remote: true,
      auth_protocol_id: 99,
      auth_protocol: "Password",
      status: "Success",
    });
    for (const name of ["entity", "entity_result", "comment"]) expect(event).not.toHaveProperty(name);
  });

  it("names an unknown person by the typed address, and the reason of the refusal", () => {
    const actor = { ...maya, id: null, email: "who@example.com", name: "who@example.com" };
    const event = translated({
      ...signIn,
      actor,
      target: null,
      outcome: "failed",
      detail: { code: "unknown_address" },
    });
    expect(event).toMatchObject({ status: "Failure", status_id: 2, status_detail: "unknown_address" });
    expect(event.user).toEqual({ name: "who@example.com", email_addr: "who@example.com" });
    expect(event).not.toHaveProperty("session");
  });

  it.each([
    ["a session", { type: "session", id: "session-2", name: "Tom" }, { name: "Tom" }],
    ["all sessions", { type: "user", id: "person-2", name: "Tom" }, { name: "Tom", uid: "person-2" }],
  ])("names the other person, where somebody ended %s of another", (_, target, user) => {
    const event = translated({ ...signIn, action: "session.revoke", target });
    expect(event.user).toEqual(user);
    expect(event).toMatchObject({ actor: { user: { uid: "person-1" } } });
    expect(event).not.toHaveProperty("auth_protocol");
  });
});

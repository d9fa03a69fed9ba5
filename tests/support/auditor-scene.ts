import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { addPerson, withOwnAddress } from "./add-person";
import { type EditorScene, idIn, openEditorScene } from "./editor-scene";
import type { HttpClient } from "./http-client";
import { lastWeek, recordPast } from "./past-events";

/** A clinic whose log has to be searched: Maya is its auditor, Tom edits, Vera may only read. */
export interface AuditorScene extends EditorScene {
  owner: HttpClient;
  vera: HttpClient;
  /** The path of the log's page. */
  log: string;
  /** The path of the log's events under `/api`. */
  events: string;
  /** The path of the flow whose greeting Tom changed last week. */
  frontDesk: string;
  /** When Tom changed it. */
  greetedAt: Date;
}

export const OLD_GREETING = "Harbour Dental, this is Ava. How can I help?";
export const NEW_GREETING = "Harbour Dental, this is Ava. We are open until six. How can I help?";

/** Events of a busy week; the wanted one is not on the first page of its list. */
function pastWeek(workspaceId: string, flowId: string): { greeting: NewAuditEvent; others: NewAuditEvent[] } {
  const actor = (name: string) => ({
    type: "user" as const,
    id: null,
    email: `${name.split(" ")[0]?.toLowerCase()}@example.com`,
    name,
    role: "editor",
  });
  const edit = (name: string, target: NewAuditEvent["target"], occurredAt: Date): NewAuditEvent => ({
    workspaceId,
    actor: actor(name),
    action: "call_flow.update",
    outcome: "succeeded",
    target: target ?? null,
    occurredAt,
  });
  const others = Array.from({ length: 40 }, (_, place) => ({
    ...edit(
      place % 2 === 0 ? "Iris Vance" : "Tom Okafor",
      { type: "call_flow", id: `other-${place % 4}`, name: `Campaign ${(place % 4) + 1}` },
      lastWeek(3 + (place % 3), 8 + (place % 9)),
    ),
    changes: [{ path: "/description", before: `Round ${place}`, after: `Round ${place + 1}` }],
  }));
  const desk = { type: "call_flow" as const, id: flowId, name: "Front desk" };
  const greeting = {
    ...edit("Tom Okafor", desk, lastWeek(2, 14)),
    reason: "Callers asked for the opening hours",
    changes: [{ path: "/customWelcomeMessage", before: OLD_GREETING, after: NEW_GREETING }],
  };
  return { greeting, others };
}

/** Sets the scene: a busy week is over, in which the flow "Front desk" got another greeting. */
export async function openAuditorScene(): Promise<AuditorScene> {
  const scene = await openEditorScene("auditor");
  const owner = await scene.portal.signedIn();
  const vera = await addPerson(
    owner,
    withOwnAddress({ name: "Vera Ito", email: "vera@example.com", password: "nine patient herons" }),
    { [scene.slugs.dental]: "viewer" },
  );
  const frontDesk = await scene.pathOf("Front desk");
  const { json } = await owner.call<{ id: string }>("GET", `/api/workspaces/${scene.slugs.dental}`);
  const { greeting, others } = pastWeek(json.id, idIn(frontDesk));
  await recordPast(scene.portal, [greeting, ...others]);
  const log = `/${scene.slugs.dental}/audit`;
  return {
    ...scene,
    owner,
    vera,
    log,
    events: `/api/workspaces/${scene.slugs.dental}/audit-events`,
    frontDesk,
    greetedAt: greeting.occurredAt ?? new Date(),
  };
}

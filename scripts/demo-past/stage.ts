import { randomBytes, randomUUID } from "node:crypto";
import { type AuditRequest, SYSTEM_ACTOR, UPSTREAM_ACTOR } from "@/lib/audit/event";
import { addUser } from "@/lib/identity/invitations";
import { acceptLink } from "@/lib/identity/password-links";
import { signIn } from "@/lib/identity/sign-in";
import { userActor } from "@/lib/identity/users";
import { syncFlows } from "@/lib/sync/sync-flows";
import { addWorkspace } from "@/lib/workspaces/add-workspace";
import { connectWorkspace, readingFor } from "@/lib/workspaces/connect";
import { setApiKey } from "@/lib/workspaces/set-api-key";
import type { Turn } from "./acts";
import { CAST, type Place, type Who } from "./cast";
import type { SandboxControl } from "./sandbox-control";

/** A tenant of the sandbox, and the two keys that open it: one for the past, and one from then on. */
export interface Tenant {
  name: string;
  upstreamWorkspaceId: string;
  pastKey: string;
  key: string;
}

interface KnownPerson {
  id: string;
  /** Random, and in this process's memory alone: nobody can sign in as the demo's people. */
  password: string;
  link: string;
}

/** The origin of a request in the past; the only place that marks one as the demo's. */
function originOf(who: Who | null): AuditRequest {
  const id = randomUUID();
  const { ip, userAgent } = who ? CAST[who] : { ip: null, userAgent: null };
  return { id, ip, userAgent, correlationId: id, demo: true };
}

/** The people and workspaces of the past, and what happens to them outside flows. */
export class Stage {
  private readonly people = new Map<Who, KnownPerson>();
  private readonly workspaces = new Map<Place, Pick<Turn, "workspaceId" | "flows">>();

  constructor(
    private readonly control: SandboxControl,
    private readonly tenants: Record<Place, Tenant>,
  ) {}

  private person(who: Who): KnownPerson {
    const known = this.people.get(who);
    if (!known) throw new Error(`${who} was not invited yet`);
    return known;
  }

  private placeOf(place: Place): Omit<Turn, "actor" | "origin"> {
    const known = this.workspaces.get(place);
    if (!known) throw new Error(`${place} is not there yet`);
    return { ...known, control: this.control };
  }

  /** Returns a moment in which somebody does something in a workspace, or in its tenant from outside. */
  turn(place: Place, who: Who | "outside"): Turn {
    if (who === "outside") {
      const actor = { ...UPSTREAM_ACTOR, id: "outside" };
      return { ...this.placeOf(place), actor, origin: originOf(null) };
    }
    const { name, email, roles } = CAST[who];
    const { id } = this.person(who);
    const role = new Map(Object.entries(roles)).get(place) ?? null;
    const actor = { ...userActor({ id, email, name, isOwner: false }, role), id };
    return { ...this.placeOf(place), actor, origin: originOf(who) };
  }

  async invite(who: Who): Promise<void> {
    const { name, email } = CAST[who];
    const made = await addUser({ name, email }, { actor: SYSTEM_ACTOR, request: originOf(null) });
    if (!made) throw new Error(`${email} is taken`);
    const password = randomBytes(24).toString("base64url");
    this.people.set(who, { id: made.id, link: made.token, password });
  }

  async join(who: Who): Promise<void> {
    const { link, password } = this.person(who);
    const { outcome } = await acceptLink(link, password, "/invite", originOf(who));
    if (outcome !== "done") throw new Error(`${who} could not join: ${outcome}`);
  }

  async signIn(who: Who): Promise<void> {
    const { outcome } = await signIn(CAST[who].email, this.person(who).password, originOf(who));
    if (outcome !== "signed_in") throw new Error(`the sign-in of ${who} came to ${outcome}`);
  }

  async mistypePassword(who: Who): Promise<void> {
    await signIn(CAST[who].email, randomBytes(6).toString("base64url"), originOf(who));
  }

  /** Adds a workspace, whose admin is the one whom the cast names, and lists its flows. */
  async open(place: Place, admin: Who): Promise<void> {
    const { pastKey: apiKey, name, upstreamWorkspaceId } = this.tenants[place];
    const added = await addWorkspace(
      { name, upstream: "sandbox", upstreamWorkspaceId, apiKey },
      this.person(admin).id,
      { actor: SYSTEM_ACTOR, request: originOf(null) },
    );
    if (!added) throw new Error(`${name} is registered already`);
    this.workspaces.set(place, { workspaceId: added.id, flows: new Map() });
    const connected = await connectWorkspace(added.id, readingFor(this.person(admin)));
    for (const kind of ["call_flow", "message_flow"] as const) await syncFlows(connected, kind);
  }

  /**
   * Replaces a workspace's key. What the past has sent counts against the limit of the old one, so that the portal begins
   * with a full minute.
   */
  async replaceKey(place: Place, who: Who): Promise<void> {
    const { workspaceId, actor, origin } = this.turn(place, who);
    await setApiKey(workspaceId, this.tenants[place].key, { actor, request: origin });
  }
}

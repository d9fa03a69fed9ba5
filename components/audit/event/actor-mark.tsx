import { ExternalLink, KeyRound, Server } from "lucide-react";
import type { AuditActor } from "@/lib/audit/event";
import { NobodyMark, PersonMark } from "../../ui/person-mark";

/** Who did something, at a glance: a person's initials, or an icon for a token, Switchboard itself and somebody in Trillet. */
export function ActorMark({ actor }: { actor: Pick<AuditActor, "type" | "name"> }) {
  if (actor.type === "system") return <NobodyMark icon={Server} />;
  if (actor.type === "token") return <NobodyMark icon={KeyRound} />;
  if (actor.type === "upstream") return <NobodyMark icon={ExternalLink} />;
  return <PersonMark name={actor.name} />;
}

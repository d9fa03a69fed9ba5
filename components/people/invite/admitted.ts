import { ROLE_NAMES, type Role } from "@/lib/identity/roles";
import { listOf, object, orNull, type Shape, text } from "../../http/answer-shape";

/** What became of a person who was to get access. */
export interface AdmittedPerson {
  email: string;
  name: string;
  outcome: "invited" | "here" | "refused";
  reason: string | null;
  roles: AdmittedRole[];
  inviteUrl: string | null;
  /** The address to which a mail with the link is on its way; null where none is. */
  mailedTo: string | null;
}

export interface AdmittedRole {
  workspace: { name: string };
  before: Role | null;
  after: Role | null;
}

export const outcome: Shape<AdmittedPerson["outcome"]> = (value) =>
  value === "invited" || value === "here" || value === "refused";

const role: Shape<Role> = (value): value is Role => ROLE_NAMES.some((name) => name === value);

export const admittedRole = object<AdmittedRole>({
  workspace: object({ name: text }),
  before: orNull(role),
  after: orNull(role),
});

export const isAdmitted = object<{ items: AdmittedPerson[] }>({
  items: listOf(
    object<AdmittedPerson>({
      email: text,
      name: text,
      outcome,
      reason: orNull(text),
      roles: listOf(admittedRole),
      inviteUrl: orNull(text),
      mailedTo: orNull(text),
    }),
  ),
});

import "server-only";
import { z } from "zod";
import type { Admitted } from "@/lib/identity/admission/admit-people";
import { inviteUrl } from "./invite-url";

/** A list of people as CSV. The body of a request has at most 1 MiB, so this is never longer. */
export const peopleCsv = z
  .string()
  .max(1024 * 1024)
  .describe(
    "Columns: name, email, workspace, role, group, owner; one line for each role. Any usual separator.",
  );

/** What became of people, with the links of those who were invited. */
export function admittedItems(request: Request, people: readonly Admitted[]) {
  return people.map(({ userId, token, ...person }) => ({
    ...person,
    id: userId,
    inviteUrl: token === null ? null : inviteUrl(request, token),
  }));
}

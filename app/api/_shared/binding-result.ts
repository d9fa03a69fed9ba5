import { invalidBody, Problem } from "@/lib/problems/problem";
import type { BindingResult } from "@/lib/workspaces/bindings";

/**
 * Turns a refused binding into its problem; returns when the binding was made.
 * @throws Problem `invalid_body`, `conflict` or `not_found`
 */
export function bindingDone(result: BindingResult): void {
  switch (result) {
    case "done":
      return;
    case "no_such_user":
      throw invalidBody([
        { path: "/email", message: "Nobody here has this address. An owner adds people first" },
      ]);
    case "already_bound":
      throw new Problem("conflict", "This person is a member of the workspace already");
    case "not_bound":
      throw new Problem("not_found", "This person is not a member of the workspace");
    case "last_admin":
      throw new Problem(
        "conflict",
        "The last admin of a workspace can't go. Make somebody else an admin first",
      );
    case "from_elsewhere":
      throw new Problem(
        "conflict",
        "This person has the role through a group. An owner changes it there, on the page of the group",
      );
  }
}

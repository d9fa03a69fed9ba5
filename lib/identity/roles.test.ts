import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { can, commonRole, includesRole, PERMISSION_NAMES, ROLE_NAMES, roleLabel } from "./roles";

it("the README lists the permissions of every role, in the table's order", () => {
  const rows = [...readFileSync("README.md", "utf8").matchAll(/^\| `(\w+)` \| .{10,} \|$/gm)];
  expect(rows.map(([, role]) => role).filter((word) => ROLE_NAMES.some((role) => role === word))).toEqual(
    ROLE_NAMES,
  );
});

it("a role of another version is shown by its own word, and may do nothing", () => {
  expect(roleLabel("editor")).toBe("Editor");
  expect(roleLabel("toString")).toBe("toString");
  expect(can("toString", "workspace.read")).toBe(false);
});

it("the role that two roles have in common has the permissions of both, and no others", () => {
  for (const one of ROLE_NAMES)
    for (const other of ROLE_NAMES) {
      const common = commonRole(one, other);
      const shared = PERMISSION_NAMES.filter((permission) => can(one, permission) && can(other, permission));
      expect([one, other, PERMISSION_NAMES.filter((permission) => can(common ?? "", permission))]).toEqual([
        one,
        other,
        shared,
      ]);
    }
  expect(commonRole("editor", "auditor")).toBe("viewer");
  expect(commonRole("toString", "admin")).toBeNull();
});

it("a role includes another by its permissions, so an editor does not include an auditor", () => {
  expect(includesRole("admin", "editor")).toBe(true);
  expect(includesRole("editor", "auditor")).toBe(false);
  expect(includesRole("viewer", "viewer")).toBe(true);
});

it("the document about access lists every permission with the roles that have it", () => {
  const text = readFileSync("docs/security/authorization.md", "utf8");
  const [, heading = ""] = /^\| permission \| (.+) \|$/m.exec(text) ?? [];
  const roles = heading.split(" | ");
  expect(roles).toEqual(ROLE_NAMES);
  const rows = [...text.matchAll(/^\| `(\w+\.\w+)` \|(.+)\|$/gm)].map(([, permission, cells = ""]) => [
    permission,
    cells.split("|").map((cell) => cell.trim() === "yes"),
  ]);
  expect(rows).toEqual(
    PERMISSION_NAMES.map((permission) => [permission, roles.map((role) => can(role, permission))]),
  );
});

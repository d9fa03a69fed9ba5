import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { can, ROLE_NAMES, roleLabel } from "./roles";

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

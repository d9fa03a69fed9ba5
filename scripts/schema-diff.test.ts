import { expect, it } from "vitest";
import { sqlBetween } from "./schema-diff";

const schema = (fields: string) => `
datasource db {
  provider = "postgresql"
}
model Flow {
  id String @id
  ${fields}
}`;

it("a migration has the changes from the last schema to the present one", async () => {
  const sql = await sqlBetween(schema(""), schema("recordCalls Boolean @default(false)"));
  expect(sql).toContain(`ALTER TABLE "Flow" ADD COLUMN     "recordCalls" BOOLEAN NOT NULL DEFAULT false;`);
});

it("a schema that hasn't changed leads to a script without a statement", async () => {
  const sql = await sqlBetween(schema(""), schema(""));
  expect(sql.split("\n").filter((line) => line && !line.startsWith("--"))).toEqual([]);
});

it("a schema that isn't valid is refused", async () => {
  await expect(sqlBetween(schema(""), schema("recordCalls Bool"))).rejects.toThrow("Bool");
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const sum = (value: number) =>
  queryRows(prepared(), "a sum", z.object({ sum: z.int() }))`SELECT ${value}::int + 1 AS "sum"`;
const namesHere = () =>
  queryRows(prepared(), "the names", z.object({ count: z.int() }))`
    SELECT count(*)::int AS "count" FROM pg_prepared_statements WHERE "statement" LIKE 'SELECT $1::int + 1%'`;

test("a statement of the hot path is planned once for a connection", async () => {
  expect(await sum(1)).toEqual([{ sum: 2 }]);
  expect(await sum(2)).toEqual([{ sum: 3 }]);
  expect(await namesHere()).toEqual([{ count: 1 }]);
});

test("a statement whose name the server has lost, as behind a pooler, is answered all the same", async () => {
  await sum(1);
  await prepared().$queryRaw`DEALLOCATE ALL`;
  expect(await sum(41)).toEqual([{ sum: 42 }]);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let workspace: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
});
afterAll(() => portal.close());

describe("a question about events", () => {
  const statusOf = async (below: string) =>
    (await portal.owner.get(`${workspace.path}/audit-events${below}`)).status;

  it.each(["0000-01-01", "-100000-01-01T00:00:00Z", "%2B275760-09-13T00:00:00Z", "5", "2026-05-20T10:00:00"])(
    "is refused for the moment %s",
    async (moment) => {
      for (const end of ["from", "to"]) {
        expect(await statusOf(`?${end}=${moment}`)).toBe(400);
        expect(await statusOf(`/newer?after=0&${end}=${moment}`)).toBe(400);
        expect(await statusOf(`/activity?${end}=${moment}`)).toBe(400);
        expect(await statusOf(`/export?${end}=${moment}`)).toBe(400);
      }
    },
  );

  it.each(["1970-01-01", "9999-12-31T23:59:59.999Z"])("is answered for the moment %s", async (moment) => {
    for (const end of ["from", "to"]) {
      for (const below of ["?", "/newer?after=0&", "/activity?", "/activity?zone=Pacific/Apia&"]) {
        expect(await statusOf(`${below}${end}=${moment}`)).toBe(200);
      }
    }
  });

  it.each([
    "field=,",
    "field=/name,,",
    "cursor=x",
    "cursor=-1",
    "cursor=1e300",
    "cursor=",
    "q=a%00b",
    "ip=%00",
  ])("is refused for %s, which could only be taken for no restriction, or break", async (query) => {
    expect(await statusOf(`?${query}`)).toBe(400);
  });
});

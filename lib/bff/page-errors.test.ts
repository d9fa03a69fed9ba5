import { afterEach, expect, it, vi } from "vitest";
import { log } from "@/lib/log";
import { logPageError } from "./page-errors";

afterEach(() => vi.restoreAllMocks());

/** What is logged of an error of a page. */
async function lineOf(error: unknown): Promise<unknown> {
  const written = vi.spyOn(log, "error").mockImplementation(() => {});
  const headers = { "x-request-id": "r-1", cookie: "session=a-secret" };
  await logPageError(
    error,
    { path: "/invite/a-secret?x=a-secret", method: "GET", headers },
    {
      routerKind: "App Router",
      routePath: "/invite/[token]",
      routeType: "render",
      revalidateReason: undefined,
    },
  );
  expect(written).toHaveBeenCalledTimes(1);
  expect(JSON.stringify(written.mock.calls)).not.toContain("a-secret");
  return written.mock.calls[0]?.[0];
}

it("a page that failed is one line with its number and the request's id, and nothing that was asked for", async () => {
  const error = Object.assign(new TypeError("no such column, near 'a-secret'"), {
    digest: "123",
    code: "P2010",
  });
  expect(await lineOf(error)).toEqual({
    requestId: "r-1",
    digest: "123",
    method: "GET",
    page: "/invite/[token]",
    error: "TypeError P2010",
  });
});

it("a page that failed for its database says so by the same word as an answer of the API", async () => {
  const cause = Object.assign(new Error("a-secret"), { code: "ECONNREFUSED", syscall: "connect" });
  const error = Object.assign(new Error("away", { cause }), { digest: "database_unavailable" });
  expect(await lineOf(error)).toMatchObject({ digest: "database_unavailable", database: "Error" });
});

it("what is thrown may be anything", async () => {
  expect(await lineOf("a-secret")).toMatchObject({ error: "string" });
});

import { afterEach, expect, it, vi } from "vitest";
import { log } from "@/lib/log";
import { respondProblem } from "./respond";

afterEach(() => vi.restoreAllMocks());

const origin = { id: "r-1", ip: "192.0.2.7", userAgent: null };
const request = new Request("http://portal.test/api/me?secret=1");

it("an error that nobody expected tells its caller an id, and the operator the rest", async () => {
  const info = vi.spyOn(log, "info").mockImplementation(() => {});
  const error = vi.spyOn(log, "error").mockImplementation(() => {});
  const broken = Object.assign(new Error('syntax error at "SELECT * FROM User", file /srv/portal/lib/x.ts'), {
    query: "SELECT 'tk_secret'",
  });
  const answer = respondProblem(broken, request, origin, performance.now());
  const text = await answer.text();
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([500, "no-store"]);
  expect(JSON.parse(text)).toMatchObject({ code: "internal", requestId: "r-1" });
  expect(text).not.toMatch(/SELECT|\/srv|tk_secret|at .*\.ts|stack/);
  expect(error).toHaveBeenCalledWith({ requestId: "r-1", error: expect.stringContaining("/srv/portal") });
  expect(info).toHaveBeenCalledWith(
    expect.objectContaining({
      requestId: "r-1",
      ip: "192.0.2.7",
      path: "/api/me",
      status: 500,
      code: "internal",
    }),
  );
});

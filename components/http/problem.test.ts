import { describe, expect, it } from "vitest";
import { problemText, readProblem } from "./problem";

describe("reading a problem", () => {
  it("keeps the server's fields and takes the status from the answer", () => {
    const problem = readProblem(
      412,
      { title: "Stale", status: 200, code: "stale", currentETag: '"b"' },
      null,
    );
    expect(problem).toMatchObject({ title: "Stale", status: 412, code: "stale", currentETag: '"b"' });
  });

  it("makes a problem out of an answer that is none", () => {
    expect(readProblem(502, "<html>", null)).toMatchObject({ status: 502, code: "unreadable" });
    expect(readProblem(500, null, null).title).toBe("Something went wrong");
  });

  it("says to a throttled person when to come back", () => {
    const problem = readProblem(429, { title: "Too many requests", code: "too_many_requests" }, "30");
    expect(problemText(problem)).toBe("Too many requests. Try again in 30 seconds.");
  });

  it("says it once where the server's words have it already", () => {
    const detail = "The budget of this minute is used up. Try again in 60 seconds";
    expect(problemText(readProblem(429, { code: "upstream_budget", detail }, "60"))).toBe(detail);
  });
});

import { describe, expect, it } from "vitest";
import { isDatabaseUnavailable, within } from "./unavailable";

const withMembers = (message: string, members: object) => Object.assign(new Error(message), members);

describe("the database can't be asked", () => {
  it.each([
    ["a server that lets nobody in", withMembers("sorry, too many clients already", { code: "53300" })],
    ["a full disk", withMembers("could not extend file", { code: "53100" })],
    ["a server that starts", withMembers("the database system is starting up", { code: "57P03" })],
    ["a standby", withMembers("cannot execute INSERT in a read-only transaction", { code: "25006" })],
    ["a closed port", withMembers("connect ECONNREFUSED", { code: "ECONNREFUSED", syscall: "connect" })],
    ["a cut connection", new Error("Connection terminated unexpectedly")],
    ["a pool without a free connection", new Error("timeout exceeded when trying to connect")],
    ["a cause within", new Error("Invalid query", { cause: withMembers("x", { code: "57P01" }) })],
    [
      "what the client's adapter says",
      withMembers("Raw query failed", {
        code: "P2010",
        meta: { driverAdapterError: new Error("x", { cause: { kind: "ConnectionClosed" } }) },
      }),
    ],
  ])("with %s", (_, error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it.each([
    ["a key that is there already", withMembers("duplicate key", { code: "23505" })],
    ["a missing row", withMembers("not found", { code: "P2025" })],
    ["a missing file", withMembers("no such file", { code: "ENOENT", syscall: "open" })],
    ["a fault of ours", new TypeError("x is not a function")],
    ["nothing", undefined],
  ])("is not what %s means", (_, error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  });

  it("where it takes longer than somebody can wait", async () => {
    const never = within(5, () => new Promise<void>(() => undefined));
    await expect(never).rejects.toSatisfy(isDatabaseUnavailable);
    await expect(within(1_000, async () => 3)).resolves.toBe(3);
  });
});

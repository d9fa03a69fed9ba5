import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { confirmOnTerminal, type Terminal } from "./confirmation";

function terminal(typed: string | null, isTTY = true): Terminal & { said: () => string } {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  if (typed === null) input.end();
  else input.write(typed);
  return { input, output, said: () => String(output.read()) };
}

describe("a confirmation on the terminal", () => {
  it("says what is about to happen, and goes on after yes", async () => {
    const where = terminal("yes\n");
    await confirmOnTerminal("All passkeys of Ada are removed.", where);
    expect(where.said()).toMatch(/^All passkeys of Ada are removed\.\n.*yes/);
  });

  it.each([
    ["another word", "y\n"],
    ["nothing", "\n"],
    ["the end of the input", null],
  ])("refuses after %s", async (_, typed) => {
    await expect(confirmOnTerminal("Remove it?", terminal(typed))).rejects.toThrow("Nothing was changed");
  });

  it("refuses where there is no terminal, without waiting for an answer", async () => {
    const where = terminal("yes\n", false);
    await expect(confirmOnTerminal("Remove it?", where)).rejects.toThrow("--yes");
    expect(where.said()).toBe("null");
  });
});

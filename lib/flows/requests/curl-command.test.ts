import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { API_KEY_PLACEHOLDER, curlCommand } from "./curl-command";

// A program under curl's name that prints its arguments, each ended by a NUL.
const folder = mkdtempSync(join(tmpdir(), "curl-command-"));
const fake = join(folder, "curl");
writeFileSync(fake, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
chmodSync(fake, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns the arguments that a shell passes to curl. */
function argumentsOf(command: string, key = "tk_of_the_reader"): string[] {
  const env = { ...process.env, PATH: `${folder}:/usr/bin:/bin`, TRILLET_API_KEY: key };
  const printed = execFileSync("sh", ["-c", command], { env, encoding: "utf8" });
  return printed.split("\0").slice(0, -1);
}

const url = "https://api.trillet.ai/v1/api/call-flows/665f";
const headers = { "x-api-key": API_KEY_PLACEHOLDER, "content-type": "application/json" };

describe("a request as a curl command, run by a shell", () => {
  it("hands method, address, headers and body to curl, with the reader's own key", () => {
    const body = { name: "Front desk", settings: { callSetting: { maxCallDuration: 600 } } };
    expect(argumentsOf(curlCommand({ method: "PUT", url, headers, body }))).toEqual([
      "-X",
      "PUT",
      url,
      "-H",
      "x-api-key: tk_of_the_reader",
      "-H",
      "content-type: application/json",
      "--data-raw",
      JSON.stringify(body),
    ]);
  });

  it.each([
    ["single quotes", "it's Ada's; rm -rf '/'"],
    ["double quotes and backslashes", 'say "hi" \\ \\" \\n'],
    ["shell variables and commands", "$HOME $PATH `id` $(id) $TRILLET_API_KEY"],
    ["line breaks", "one\ntwo\r\nthree"],
    ["a leading at sign", "@/etc/passwd"],
    ["exclamation marks, globs and braces", "hi! !! * ? [a] {{name}} ~ # & | < >"],
    ["letters of any script", "Grüße, 你好, 🙂"],
  ])("leaves %s in the body as they stand", (_, prompt) => {
    const args = argumentsOf(curlCommand({ method: "PUT", url, headers, body: { prompt } }));
    expect(JSON.parse(args.at(-1) ?? "")).toEqual({ prompt });
  });

  it("expands no other header, and takes a key with odd characters as it is", () => {
    const odd = { "x-api-key": API_KEY_PLACEHOLDER, "x-workspace-id": "$HOME `id` 'x'" };
    const args = argumentsOf(curlCommand({ method: "POST", url, headers: odd, body: {} }), "a b'c\"$d");
    expect(args).toContain("x-workspace-id: $HOME `id` 'x'");
    expect(args).toContain("x-api-key: a b'c\"$d");
  });
});

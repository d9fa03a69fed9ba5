import { createCipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { env } from "@/lib/env";
import { minimalEnvironment } from "@/tests/support/minimal-environment";
import { sessionCookie, sessionIdOfToken } from "./session-token";

let putBack: () => void;
beforeAll(() => {
  putBack = minimalEnvironment();
});
afterAll(() => putBack());

const SESSION = "01900000-0000-7000-8000-000000000001";
const seconds = (ms: number) => Math.floor(ms / 1000);
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64url");

/** The token of a session, encrypted with the portal's own key by another algorithm: AES-128-CBC with HMAC (RFC 7518, 5.2.3). */
function tokenByAnotherAlgorithm(): string {
  const secret = env().PORTAL_SECRET;
  const key = Buffer.from(hkdfSync("sha256", secret, "", "NextAuth.js Generated Encryption Key", 32));
  const header = base64(JSON.stringify({ alg: "dir", enc: "A128CBC-HS256" }));
  const nonce = randomBytes(16);
  const cipher = createCipheriv("aes-128-cbc", key.subarray(16), nonce);
  const claims = JSON.stringify({ sid: SESSION, exp: seconds(Date.now()) + 60 });
  const text = Buffer.concat([cipher.update(claims, "utf8"), cipher.final()]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(header.length * 8));
  const mac = createHmac("sha256", key.subarray(0, 16))
    .update(header)
    .update(nonce)
    .update(text)
    .update(length);
  return [header, "", base64(nonce), base64(text), base64(mac.digest().subarray(0, 16))].join(".");
}

describe("a session token", () => {
  it("names its session", async () => {
    const [pair = ""] = (await sessionCookie(SESSION)).split(";");
    expect(await sessionIdOfToken(pair.split("=")[1] ?? null)).toBe(SESSION);
  });

  it("of another algorithm than ours is none, though it is made with our own key", async () => {
    expect(await sessionIdOfToken(tokenByAnotherAlgorithm())).toBeNull();
  });

  it("of another secret, past its time, without a session or of no shape at all is none", async () => {
    const { PORTAL_SECRET: secret } = env();
    const tokens = [
      await encode({ token: { sid: SESSION }, secret: "another secret of the same length" }),
      await encode({ token: { sid: SESSION }, secret, maxAge: -60 }),
      await encode({ token: { sub: SESSION }, secret }),
      "",
      "....",
      `${base64("{")}....`,
    ];
    for (const token of tokens) expect(await sessionIdOfToken(token), token).toBeNull();
  });
});

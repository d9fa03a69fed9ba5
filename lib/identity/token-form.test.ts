import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { base62, hasTokenForm, newApiToken, TOKEN_PATTERN, tokenHint, tokenOf } from "./token-form";

it("a number in base 62 has the digits of its value, with leading zeros", () => {
  expect(base62(0n, 3)).toBe("000");
  expect(base62(61n, 2)).toBe("0z");
  expect(base62(62n, 2)).toBe("10");
  expect(base62(10n * 62n + 36n, 2)).toBe("Aa");
});

it("a token is a prefix, 43 characters and a checksum of six", () => {
  const token = newApiToken();
  expect(token).toMatch(TOKEN_PATTERN);
  expect(token).toHaveLength(53);
  expect(hasTokenForm(token)).toBe(true);
  expect(token.endsWith(tokenHint(token))).toBe(true);
  expect(tokenHint(token)).toHaveLength(4);
});

it("the checksum is the CRC-32 of the 43 characters, as it is published", () => {
  const secret = "0".repeat(43);
  expect(tokenOf(Buffer.alloc(32))).toBe(`swb_${secret}${base62(BigInt(crc32(secret)), 6)}`);
  // The check value of CRC-32/ISO-HDLC.
  expect(base62(BigInt(crc32("123456789")), 6)).toBe(base62(0xcbf43926n, 6));
});

it("every bit of the 256 is in the token: the largest number fits, and two numbers never have one token", () => {
  expect(hasTokenForm(tokenOf(Buffer.alloc(32, 0xff)))).toBe(true);
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(bytes, fc.nat(255), (given, bit) => {
      const other = Buffer.from(given);
      other.writeUInt8(other.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(tokenOf(other)).not.toBe(tokenOf(Buffer.from(given)));
    }),
  );
});

it("one wrong character is no token, and neither is a cut or a longer one", () => {
  const token = newApiToken();
  for (let place = 0; place < token.length; place++) {
    const other = token[place] === "a" ? "b" : "a";
    expect(hasTokenForm(token.slice(0, place) + other + token.slice(place + 1))).toBe(false);
  }
  for (const text of [
    "",
    token.slice(1),
    token.slice(0, -1),
    `${token}a`,
    ` ${token}`,
    token.toUpperCase(),
    "swb_",
  ])
    expect(hasTokenForm(text)).toBe(false);
});

it("scanners for secrets are given this very pattern, and an example that has the right checksum", () => {
  const page = readFileSync("docs/security/tokens.md", "utf8");
  expect(page).toContain(TOKEN_PATTERN.source.replace(/^\^|\$$/g, ""));
  const example = /swb_[0-9A-Za-z]{49}/.exec(page)?.[0];
  expect(example && hasTokenForm(example)).toBe(true);
});

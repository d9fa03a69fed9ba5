import { expect, test } from "vitest";
import { bearerTokenFits } from "./bearer-token";

const TOKEN = "0123456789abcdef";

test("only the expected token fits, with the scheme in any case", () => {
  expect(bearerTokenFits(`Bearer ${TOKEN}`, TOKEN)).toBe(true);
  expect(bearerTokenFits(`bearer ${TOKEN}`, TOKEN)).toBe(true);
  expect(bearerTokenFits(`Bearer ${TOKEN}0`, TOKEN)).toBe(false);
  expect(bearerTokenFits(`Bearer ${TOKEN.slice(1)}`, TOKEN)).toBe(false);
});

test("no header, another scheme and a bare token fit nothing", () => {
  expect(bearerTokenFits(null, TOKEN)).toBe(false);
  expect(bearerTokenFits("", TOKEN)).toBe(false);
  expect(bearerTokenFits(`Basic ${TOKEN}`, TOKEN)).toBe(false);
  expect(bearerTokenFits(TOKEN, TOKEN)).toBe(false);
});

test("without a token to expect, nothing fits", () => {
  expect(bearerTokenFits("Bearer undefined", undefined)).toBe(false);
  expect(bearerTokenFits("Bearer ", undefined)).toBe(false);
});

import { beforeEach, expect, it } from "vitest";
import { setEnvironment } from "@/lib/env";
import { draftKeyOf } from "./draft-key";

const withSecret = (letter: string) =>
  setEnvironment({
    DATABASE_URL: "postgresql://nobody@localhost/none",
    PORTAL_SECRET: letter.repeat(32),
    PORTAL_KEYRING: `k:${Buffer.alloc(32, 1).toString("base64")}`,
  });

beforeEach(() => withSecret("s"));

it("a person's key has 256 bits, and is the same every time", () => {
  expect(Buffer.from(draftKeyOf("u1"), "base64")).toHaveLength(32);
  expect(draftKeyOf("u1")).toBe(draftKeyOf("u1"));
});

it("two people have two keys", () => {
  expect(draftKeyOf("u1")).not.toBe(draftKeyOf("u2"));
});

it("a changed secret of the portal makes another key, in which the secret is not found", () => {
  const before = draftKeyOf("u1");
  withSecret("t");
  expect(draftKeyOf("u1")).not.toBe(before);
  expect(Buffer.from(draftKeyOf("u1"), "base64").toString("latin1")).not.toContain("tttt");
});

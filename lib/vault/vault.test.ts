import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { setEnvironment } from "@/lib/env";
import { apiKeyBinding, digestKeyBinding, seal, unseal, VaultError } from "./vault";

const newKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const older = newKey("older");
const newer = newKey("newer");

beforeEach(() => {
  setEnvironment({
    DATABASE_URL: "postgresql://nobody@localhost/none",
    PORTAL_SECRET: "x".repeat(32),
    PORTAL_KEYRING: older,
  });
});

const row = apiKeyBinding("01900000-0000-7000-8000-000000000001");

describe("a sealed secret", () => {
  it("opens for its own row", () => {
    expect(unseal(seal("tk_secret äöü", row), row)).toBe("tk_secret äöü");
    expect(unseal(seal("one letter: x", digestKeyBinding("a")), digestKeyBinding("a"))).toBe("one letter: x");
  });

  it("is never the same text twice, and never contains the secret", () => {
    const [one, two] = [seal("tk_secret", row), seal("tk_secret", row)];
    expect(one).not.toBe(two);
    const nonces = Array.from({ length: 600 }, () =>
      seal("tk_secret", row).slice(0, "v1.older.".length + 16),
    );
    expect(new Set(nonces).size).toBe(600);
    expect(one).toMatch(/^v1\.older\.[\w-]+$/);
    expect(Buffer.from(one.split(".")[2] ?? "", "base64url").toString("latin1")).not.toContain("tk_secret");
  });

  it("does not open for another row or another column of the same row", () => {
    const sealed = seal("tk_secret", row);
    for (const other of [
      apiKeyBinding("another"),
      digestKeyBinding("01900000-0000-7000-8000-000000000001"),
      "",
    ]) {
      expect(() => unseal(sealed, other)).toThrow(VaultError);
    }
  });

  it("does not open when any byte of it was altered", () => {
    const [version, id, text = ""] = seal("tk_secret", row).split(".");
    const bytes = Buffer.from(text, "base64url");
    for (let index = 0; index < bytes.length; index++) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => unseal([version, id, altered.toString("base64url")].join("."), row)).toThrow(VaultError);
    }
  });

  it.each(["", "v1", "v1.older", "v1.older.", "v2.older.AAAA", "v1.nobody.AAAA", "v1.older.AAAA"])(
    "that reads %j is refused, without an error of another kind",
    (text) => {
      expect(() => unseal(text, row)).toThrow(VaultError);
    },
  );
});

describe("the keyring", () => {
  it("seals with its first key, and opens what any of its keys sealed", () => {
    const before = seal("tk_secret", row);
    setEnvironment({ PORTAL_KEYRING: `${newer},${older}` });
    expect(unseal(before, row)).toBe("tk_secret");
    expect(seal("tk_secret", row)).toMatch(/^v1\.newer\./);
  });

  it("without the key that sealed says which one is missing, and nothing of the secret", () => {
    const before = seal("tk_secret", row);
    setEnvironment({ PORTAL_KEYRING: newer });
    expect(() => unseal(before, row)).toThrow(/older/);
  });

  it("with another key under the same name does not open it", () => {
    const before = seal("tk_secret", row);
    setEnvironment({ PORTAL_KEYRING: newKey("older") });
    expect(() => unseal(before, row)).toThrow(VaultError);
  });
});

import { hash } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minimalEnvironment } from "@/tests/support/minimal-environment";
import { generatePassword, newPassword, passwordFits, passwordSchema } from "./passwords";

const COMPOSED = "gar\u00e7on-\u00e9t\u00e9-2026";
const DECOMPOSED = COMPOSED.normalize("NFD");

const OWNER = { name: "Anna Smith", email: "anna.smith@example.com" };

async function hashPassword(password: string): Promise<string> {
  const made = newPassword(password, OWNER);
  if ("unfit" in made) throw new Error(made.unfit);
  return await made.hash();
}

let putBack: () => void;
beforeAll(() => {
  putBack = minimalEnvironment();
});
afterAll(() => putBack());

describe("a password", () => {
  it("signs in however the keyboard composes its letters", async () => {
    for (const chosen of [COMPOSED, DECOMPOSED]) {
      const stored = await hashPassword(chosen);
      expect(await passwordFits(stored, COMPOSED)).toBe(true);
      expect(await passwordFits(stored, DECOMPOSED)).toBe(true);
      expect(await passwordFits(stored, `${COMPOSED}!`)).toBe(false);
    }
  });

  it("that an earlier version hashed as it was typed still signs in", async () => {
    const stored = await hash(DECOMPOSED);
    expect(await passwordFits(stored, DECOMPOSED)).toBe(true);
    expect(await passwordFits(stored, COMPOSED)).toBe(true);
  });

  it("means the same with a no-break space as with a space", async () => {
    expect(await passwordFits(await hashPassword("correct\u00a0horse"), "correct horse")).toBe(true);
  });

  it("keeps case, width and the spaces at its ends", async () => {
    const stored = await hashPassword(" Correct horse ");
    for (const other of ["correct horse", " correct horse ", "Correct horse", " Ｃorrect horse "]) {
      expect(await passwordFits(stored, other)).toBe(false);
    }
  });

  it("of blanks alone is refused", () => {
    expect(passwordSchema.safeParse(" ".repeat(12)).success).toBe(false);
  });

  it("of an earlier version, which is shorter than the rule wants, still signs in", async () => {
    expect(await passwordFits(await hash("ten chars!"), "ten chars!")).toBe(true);
  });

  it("that breaks the rule gets no hash, but the reason", () => {
    expect(newPassword("password1234", OWNER)).toEqual({ unfit: expect.stringContaining("most common") });
  });

  it("that is generated has 128 random bits, follows the rule, and fits its hash", async () => {
    const { password, passwordHash } = await generatePassword(OWNER);
    expect(Buffer.from(password, "base64url")).toHaveLength(16);
    expect(newPassword(password, OWNER)).toHaveProperty("hash");
    expect(await passwordFits(passwordHash, password)).toBe(true);
  });
});

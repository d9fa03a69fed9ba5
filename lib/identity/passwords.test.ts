import { hash } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { hashPassword, passwordFits, passwordSchema } from "./passwords";

const COMPOSED = "gar\u00e7on-\u00e9t\u00e9-2026";
const DECOMPOSED = COMPOSED.normalize("NFD");

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
});

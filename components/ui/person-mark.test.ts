import { expect, it } from "vitest";
import { initials } from "./person-mark";

it("initials are of the first and the last word, or two letters of a single one", () => {
  expect(initials("Tom Okafor")).toBe("TO");
  expect(initials("Mia van der Chen")).toBe("MC");
  expect(initials("owner")).toBe("OW");
  expect(initials("  ")).toBe("?");
  expect(initials("𝒜da Ö")).toBe("𝒜Ö");
});

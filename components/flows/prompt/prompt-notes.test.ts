import { describe, expect, it } from "vitest";
import { measurePrompt } from "./prompt-notes";

describe("measurePrompt", () => {
  it("an empty prompt has nothing", () => {
    expect(measurePrompt("")).toEqual({ characters: 0, words: 0, tokens: 0 });
  });

  it("words are separated by white space of any kind", () => {
    expect(measurePrompt("  Greet the\tcaller.\n\nBe\u00a0kind  ").words).toBe(5);
  });

  it("an emoji is one character", () => {
    expect(measurePrompt("ok 👍")).toMatchObject({ characters: 4, words: 2 });
  });

  it("a started token counts", () => {
    expect(measurePrompt("12345").tokens).toBe(2);
  });
});

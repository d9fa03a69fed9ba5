import { describe, expect, it } from "vitest";
import { updateCallFlowSchema } from "@/lib/flows/update-call-flow";
import { callFlowBody, callFlowPatch } from "./call-flow-requests";
import { callFlowValues } from "./form-values";

const NEW = { ...callFlowValues(null), name: "Front desk" };

describe("the welcome text", () => {
  it("is not sent while another welcome message is chosen", () => {
    expect(callFlowBody({ ...NEW, customWelcomeMessage: "Hello" })).not.toHaveProperty(
      "customWelcomeMessage",
    );
    expect(callFlowPatch(NEW, { ...NEW, customWelcomeMessage: "Hello" })).toEqual({});
  });

  it("is asked for when a fixed text is chosen and none given", () => {
    const patch = callFlowPatch(NEW, { ...NEW, welcomeMessage: "ai_custom" });
    const parsed = updateCallFlowSchema.safeParse(patch);
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual(["customWelcomeMessage"]);
  });

  it("goes along with the choice of it", () => {
    expect(
      callFlowBody({ ...NEW, welcomeMessage: "ai_custom", customWelcomeMessage: "Hello" }),
    ).toMatchObject({
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hello",
    });
  });
});

import { describe, expect, it } from "vitest";
import { CALL_FLOW_FORM, callFlowValues } from "./call-flow-form";
import { CALL_FLOW_CHECKS } from "./flow-checks";

const NEW = { ...callFlowValues(null), name: "Front desk" };

describe("the welcome text", () => {
  it("is not sent while another welcome message is chosen", () => {
    expect(CALL_FLOW_FORM.body({ ...NEW, customWelcomeMessage: "Hello" })).not.toHaveProperty(
      "customWelcomeMessage",
    );
    expect(CALL_FLOW_FORM.patch(NEW, { ...NEW, customWelcomeMessage: "Hello" })).toEqual({});
  });

  it("is required when a fixed text is chosen", () => {
    const patch = CALL_FLOW_FORM.patch(NEW, { ...NEW, welcomeMessage: "ai_custom" });
    const parsed = CALL_FLOW_CHECKS.updateSchema.safeParse(patch);
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual(["customWelcomeMessage"]);
  });

  it("goes along with the choice of it", () => {
    expect(
      CALL_FLOW_FORM.body({ ...NEW, welcomeMessage: "ai_custom", customWelcomeMessage: "Hello" }),
    ).toMatchObject({
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hello",
    });
  });
});

import { describe, expect, it } from "vitest";
import { callFlowValues } from "./form-values";
import { placeErrors } from "./place-errors";

describe("errors from the server", () => {
  it("find their field, however deep", () => {
    const errors = [{ path: "/settings/callSettings/maxCallDuration", message: "too long" }];
    expect(placeErrors(errors, callFlowValues(null)).fields).toEqual([
      { name: "settings.callSettings.maxCallDuration", message: "too long" },
    ]);
  });

  it("find the call limits under the update request's own name for them", () => {
    const errors = [{ path: "/settings/callSetting/endCallOnSilence", message: "no" }];
    expect(placeErrors(errors, callFlowValues(null)).fields[0]?.name).toBe(
      "settings.callSettings.endCallOnSilence",
    );
  });

  it("are kept for the summary when the form has no such field", () => {
    const errors = [
      { path: "", message: "nothing to change" },
      { path: "/webhooks/0/url", message: "bad" },
    ];
    expect(placeErrors(errors, callFlowValues(null))).toEqual({ fields: [], rest: errors });
  });
});

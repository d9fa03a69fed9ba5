import { describe, expect, it } from "vitest";
import { missingPart } from "../../ui/late-part";
import { callFlowValues } from "./call-flow-form";
import { placeErrors, schemaResolver } from "./form-errors";

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

  it("find their place in a list, under either name that the upstream has for it", () => {
    const errors = [{ path: "/webhooks/0/variablesforcallflow/1/name", message: "bad" }];
    expect(placeErrors(errors, callFlowValues(null)).fields).toEqual([
      { name: "webhooks.0.variables.1.name", message: "bad" },
    ]);
  });

  it("are kept for the summary when the form has no such field", () => {
    const errors = [
      { path: "", message: "nothing to change" },
      { path: "/gemini_prompt", message: "not yours" },
    ];
    expect(placeErrors(errors, callFlowValues(null))).toEqual({ fields: [], rest: errors });
  });
});

it("without the schema, which may not load, a form is in error and not in order", async () => {
  const resolve = schemaResolver<{ name: string }>(
    (values) => values,
    () => Promise.reject(new Error("Loading chunk 7 failed")),
  );
  const options = { fields: {}, shouldUseNativeValidation: false };
  const { errors, values } = await resolve({ name: "Front desk" }, undefined, options);
  expect(values).toEqual({});
  expect(errors).toMatchObject({
    root: { schema: { message: expect.stringContaining("nothing was sent") } },
  });
  expect(missingPart.read()?.message).toBe("Loading chunk 7 failed");
  missingPart.dismiss();
});

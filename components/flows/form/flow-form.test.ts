import { describe, expect, it } from "vitest";
import { keepMyEdits } from "../values/nested-values";
import { callFlowValues } from "./call-flow-form";
import { bodyFromForm, patchFromForm } from "./flow-form";

const INITIAL = {
  ...callFlowValues(null),
  name: "Front desk",
  prompt: "Be kind.",
  settings: { callSettings: { maxCallDuration: "600", endCallOnSilence: "10" } },
};

describe("the body of an update", () => {
  it("has only the changed fields", () => {
    expect(patchFromForm(INITIAL, { ...INITIAL, prompt: "Be brief." })).toEqual({ prompt: "Be brief." });
    expect(patchFromForm(INITIAL, { ...INITIAL })).toEqual({});
  });

  it("nests settings and turns typed numbers into numbers", () => {
    const settings = { callSettings: { maxCallDuration: " 900 ", endCallOnSilence: "10" } };
    expect(patchFromForm(INITIAL, { ...INITIAL, settings })).toEqual({
      settings: { callSettings: { maxCallDuration: 900 } },
    });
  });

  it("does not turn an emptied number into zero", () => {
    const settings = { callSettings: { maxCallDuration: "", endCallOnSilence: "10" } };
    expect(patchFromForm(INITIAL, { ...INITIAL, settings })).toEqual({
      settings: { callSettings: { maxCallDuration: Number.NaN } },
    });
  });

  it("sends an emptied text as empty and a switch that was turned off as false", () => {
    expect(patchFromForm(INITIAL, { ...INITIAL, prompt: "", isActive: false })).toEqual({
      prompt: "",
      isActive: false,
    });
  });
});

describe("the body of a creation", () => {
  it("leaves empty fields out, except required ones", () => {
    const values = {
      name: "",
      description: "",
      webhooks: [],
      isActive: false,
      isGlobal: false,
      autopilot: true,
    };
    expect(bodyFromForm("call_flow", values)).toEqual({ name: "", isActive: false });
  });
});

describe("adopting somebody else's state", () => {
  it("keeps every edited field as typed and takes theirs for the rest", () => {
    const mine = { ...INITIAL, prompt: "Mine." };
    const theirs = { ...INITIAL, prompt: "Theirs.", name: "Reception" };
    const kept = keepMyEdits(INITIAL, mine, theirs);
    expect(kept.prompt).toBe("Mine.");
    expect(kept.name).toBe("Reception");
    expect(patchFromForm(theirs, kept)).toEqual({ prompt: "Mine." });
  });

  it("keeps an edit that emptied a field or turned a switch off", () => {
    const mine = { ...INITIAL, prompt: "", isActive: false };
    const kept = keepMyEdits(INITIAL, mine, { ...INITIAL, prompt: "Theirs." });
    expect(kept).toMatchObject({ prompt: "", isActive: false });
  });
});

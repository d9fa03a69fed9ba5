import { describe, expect, it } from "vitest";
import { updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { documentShape } from "./json-document-shape";
import { suggestFields } from "./json-extensions";

const shape = documentShape(updateCallFlowSchema);

/** Suggests at the place of the "|" in the text. */
function suggest(marked: string) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const found = suggestFields(text, offset, shape);
  return (
    found && { ...found, replaced: text.slice(found.from, found.to), names: found.fields.map((f) => f.name) }
  );
}

describe("suggesting field names", () => {
  it("offers the fields of the top level", () => {
    expect(suggest("{|}")?.names).toEqual(expect.arrayContaining(["name", "prompt", "settings", "webhooks"]));
  });

  it("offers the fields of an object and of the items of a list", () => {
    expect(suggest('{"settings": {"callSettings": {|}}}')?.names).toEqual([
      "trilletVoiceGuard",
      "reminderMessages",
      "maxCallDuration",
      "endCallOnSilence",
    ]);
    expect(suggest('{"webhooks": [{"name": "A"}, {"|"}]}')?.names).toContain("url");
  });

  it("leaves out fields that are only refused with a reason", () => {
    expect(suggest("{|}")?.names).not.toContain("flowData");
  });

  it("leaves out fields that the object has already, but not the one under the cursor", () => {
    const names = suggest('{"name": "A", "pro|": 1}')?.names;
    expect(names).not.toContain("name");
    expect(suggest('{"name": "A", "prompt|": 1}')?.names).toContain("prompt");
  });

  it("replaces the name as far as it is typed, with its quotes", () => {
    expect(suggest('{"na|me": 1}')).toMatchObject({ replaced: '"name"', hasColon: true });
    expect(suggest('{"a": 1, na|}')).toMatchObject({ replaced: "na", hasColon: false });
    expect(suggest('{\n  "na|\n}')).toMatchObject({ replaced: '"na', hasColon: false });
  });

  it("offers nothing where a value belongs", () => {
    expect(suggest('{"name": |}')).toBeNull();
    expect(suggest('{"name": "na|"}')).toBeNull();
  });

  it("says the type of a field", () => {
    const fields = suggest("{|}")?.fields;
    expect(fields).toContainEqual({ name: "isActive", kind: "true or false" });
    expect(fields).toContainEqual({ name: "direction", kind: '"outbound" or "bidirectional"' });
  });
});

import { describe, expect, it } from "vitest";
import { deleteOldDrafts, draftKey, readDraft, writeDraft } from "./draft-store";

/** The part of the browser's storage that the store needs, with keys as own properties, too. */
function memoryStorage(quota = Number.POSITIVE_INFINITY): Storage {
  const storage = Object.create({
    getItem: (key: string) => (Object.hasOwn(storage, key) ? storage[key] : null),
    setItem: (key: string, value: string) => {
      if (value.length > quota) throw new DOMException("full", "QuotaExceededError");
      storage[key] = value;
    },
    removeItem: (key: string) => delete storage[key],
  });
  return storage;
}

const KEY = draftKey("u1", "northwind", "call-flows.f1");
const values = (name: string) => ({
  name,
  webhooks: [{ name: "hook", headers: [{ name: "Authorization", value: "Bearer s3cret" }] }],
});
const draft = { savedAt: "2026-01-01T10:00:00.000Z", etag: '"1"', base: values("a"), values: values("b") };

describe("a draft", () => {
  it("comes back as it was kept, without header values", () => {
    const storage = memoryStorage();
    expect(writeDraft(storage, KEY, draft)).toBe(true);
    const kept = readDraft<ReturnType<typeof values>>(storage, KEY);
    expect(kept?.values.name).toBe("b");
    expect(kept?.values.webhooks[0]?.headers).toEqual([{ name: "Authorization", value: "" }]);
    expect(JSON.stringify(storage)).not.toContain("s3cret");
  });

  it("of one person is not another's", () => {
    const storage = memoryStorage();
    writeDraft(storage, KEY, draft);
    expect(readDraft(storage, draftKey("u2", "northwind", "call-flows.f1"))).toBeNull();
  });

  it("that does not fit is reported as not kept", () => {
    expect(writeDraft(memoryStorage(10), KEY, draft)).toBe(false);
  });

  it("that cannot be read counts as none", () => {
    const storage = memoryStorage();
    storage.setItem(KEY, "{");
    expect(readDraft(storage, KEY)).toBeNull();
    storage.setItem(KEY, '{"savedAt":"x","values":null}');
    expect(readDraft(storage, KEY)).toBeNull();
  });

  it("is deleted after a month, and other things of the storage stay", () => {
    const storage = memoryStorage();
    writeDraft(storage, KEY, draft);
    storage.setItem("theme", "dark");
    deleteOldDrafts(storage, Date.parse("2026-01-30T10:00:00.000Z"));
    expect(readDraft(storage, KEY)).not.toBeNull();
    deleteOldDrafts(storage, Date.parse("2026-02-02T10:00:00.000Z"));
    expect(Object.keys(storage)).toEqual(["theme"]);
  });
});

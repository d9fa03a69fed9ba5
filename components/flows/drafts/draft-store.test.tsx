import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answeringPortal, laterAnswer, refusal, type Sent } from "@/tests/support/answering-portal";
import { type DraftOf, keptDrafts, sealedPlace, tabDrafts } from "../../device/draft-places";
import { forgetDraftKey } from "./draft-key";
import { deleteDraft, keepDraft, readDraft } from "./draft-store";

const MAYA = { userId: "maya-1", flow: "northwind.call-flows.front-desk" };
const TOM = { ...MAYA, userId: "tom-2" };
const OTHER_FLOW = { ...MAYA, flow: "northwind.call-flows.f2" };
const DAY = 24 * 60 * 60 * 1000;
const KEYS: Record<string, string> = { old: btoa("k".repeat(32)), changed: btoa("n".repeat(32)) };

let requests: Sent[];
/** Lets somebody sign in: from then on the server gives out their key. */
function signIn(userId: string, key = "old"): void {
  forgetDraftKey();
  requests = answeringPortal(() => Response.json({ userId, key: KEYS[key] }));
}

beforeEach(() => signIn(MAYA.userId));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
  tabDrafts.clear();
});

const values = (name: string) => ({
  name,
  webhooks: [{ name: "hook", headers: [{ name: "Authorization", value: "Bearer s3cret" }] }],
});
const draft = (name = "typed text", savedAt = new Date().toISOString()) => ({
  savedAt,
  etag: '"1"',
  base: values("before"),
  values: values(name),
});
type Values = ReturnType<typeof values>;
const nameRead = async (of: DraftOf) => {
  const found = await readDraft<Values>(of);
  return found.state === "open" ? found.draft.values.name : found.state;
};
const device = () => JSON.stringify({ ...localStorage });
const draftNames = () => Object.keys(localStorage).filter((name) => name.startsWith("switchboard.draft"));
const clear = ({ userId, flow }: DraftOf) => `switchboard.draft.1.${userId}.${flow}`;
const leaveInClear = (of: DraftOf, kept = draft()) => localStorage.setItem(clear(of), JSON.stringify(kept));

/** From now on the device has room for what it had before, and not for anything sealed. */
function fillStorage(): void {
  const storage = localStorage;
  const setItem = (name: string, text: string) => {
    if (name.startsWith("switchboard.draft.2.")) throw new DOMException("full", "QuotaExceededError");
    storage.setItem(name, text);
  };
  const full = new Proxy(storage, {
    get: (_, name) => {
      const member: unknown = name === "setItem" ? setItem : Reflect.get(storage, name);
      return typeof member === "function" ? member.bind(storage) : member;
    },
  });
  vi.spyOn(window, "localStorage", "get").mockReturnValue(full);
}

describe("a draft", () => {
  it("comes back as it was kept, without header values", async () => {
    expect(await keepDraft(MAYA, draft())).toBe("device");
    const found = await readDraft<Values>(MAYA);
    expect(found).toMatchObject({ state: "open", draft: { etag: '"1"', values: { name: "typed text" } } });
    expect(JSON.stringify(found)).not.toContain("s3cret");
  });

  it("shows on the device neither its text nor whose it is nor of which flow", async () => {
    await keepDraft(MAYA, draft());
    expect(draftNames()).toHaveLength(1);
    expect(device()).not.toMatch(/typed|before|maya|northwind|call-flows|front-desk/);
  });

  it("costs one request for its key, however often it is kept", async () => {
    for (const name of ["a", "ab", "abc"]) await keepDraft(MAYA, draft(name));
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /api/me/draft-key"]);
  });

  it("is sealed with a key that no script can read out", async () => {
    const importKey = vi.spyOn(crypto.subtle, "importKey");
    await keepDraft(MAYA, draft());
    const key = await importKey.mock.results[0]?.value;
    expect([key.type, key.extractable]).toEqual(["secret", false]);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  });

  it("of one person is not another's", async () => {
    await keepDraft(MAYA, draft());
    signIn(TOM.userId);
    expect(await nameRead(TOM)).toBe("none");
    expect((await keptDrafts(TOM.userId)).count).toBe(0);
    signIn(MAYA.userId);
    expect(await nameRead(MAYA)).toBe("typed text");
  });

  it("put under the name of another flow does not open", async () => {
    await keepDraft(MAYA, draft());
    const entry = localStorage.getItem(await sealedPlace(MAYA)) ?? "";
    localStorage.setItem(await sealedPlace(OTHER_FLOW), entry);
    expect(await nameRead(OTHER_FLOW)).toBe("lost");
  });

  it("that does not fit is reported as not kept", async () => {
    fillStorage();
    expect(await keepDraft(MAYA, draft())).toBeNull();
  });

  it("is the newest of two that are sealed at once", async () => {
    const kept = await Promise.all([keepDraft(MAYA, draft("older")), keepDraft(MAYA, draft("newer"))]);
    expect(kept).toEqual(["superseded", "device"]);
    expect(await nameRead(MAYA)).toBe("newer");
  });

  it("that is deleted while it is being sealed does not appear afterwards", async () => {
    const keeping = keepDraft(MAYA, draft());
    await deleteDraft(MAYA);
    expect(await keeping).toBe("superseded");
    expect(draftNames()).toEqual([]);
  });

  it("that is on its way is waited for by whoever reads it", async () => {
    void keepDraft(MAYA, draft("just typed"));
    expect(await nameRead(MAYA)).toBe("just typed");
  });
});

describe("the key", () => {
  it("that can't be had now leaves the draft where it is", async () => {
    await keepDraft(MAYA, draft());
    forgetDraftKey();
    answeringPortal(() => refusal(503, { code: "database_unavailable" }));
    expect(await nameRead(MAYA)).toBe("unreachable");
    expect(await keepDraft(MAYA, draft("later"))).toBeNull();
    signIn(MAYA.userId);
    expect(await nameRead(MAYA)).toBe("typed text");
  });

  it("of somebody else, who signed in meanwhile, seals and opens nothing", async () => {
    signIn(TOM.userId);
    expect(await keepDraft(MAYA, draft())).toBeNull();
    expect(draftNames()).toEqual([]);
  });

  it("that has changed makes what was kept unreadable: that is said once, and the draft is removed", async () => {
    await keepDraft(MAYA, draft());
    signIn(MAYA.userId, "changed");
    expect(await readDraft(MAYA)).toMatchObject({ state: "lost", savedAt: expect.stringMatching(/^20/) });
    expect(draftNames()).toEqual([]);
    expect(await nameRead(MAYA)).toBe("none");
  });
});

describe("drafts of the version that kept them in the clear", () => {
  it("are sealed when the person is back, each of them, and read as before", async () => {
    leaveInClear(MAYA);
    leaveInClear(OTHER_FLOW, draft("of the other"));
    expect(await nameRead(MAYA)).toBe("typed text");
    expect(device()).not.toMatch(/typed|other|maya|northwind/);
    expect(await nameRead(OTHER_FLOW)).toBe("of the other");
  });

  it("are read while the key can't be had, and sealed later", async () => {
    leaveInClear(MAYA);
    answeringPortal(() => refusal(503, { code: "database_unavailable" }));
    expect(await nameRead(MAYA)).toBe("typed text");
    signIn(MAYA.userId);
    expect(await nameRead(MAYA)).toBe("typed text");
    expect(draftNames()).toEqual([await sealedPlace(MAYA)]);
  });

  it("don't replace newer edits", async () => {
    await keepDraft(MAYA, draft("newer"));
    leaveInClear(MAYA, draft("older", new Date(Date.now() - DAY).toISOString()));
    expect(await nameRead(MAYA)).toBe("newer");
    expect(device()).not.toContain("older");
  });

  it("stay where they are if they don't fit once they are sealed", async () => {
    leaveInClear(MAYA);
    fillStorage();
    expect(await nameRead(MAYA)).toBe("typed text");
    expect(draftNames()).toEqual([clear(MAYA)]);
  });

  it("of other people are removed, and so are unreadable ones", async () => {
    leaveInClear(TOM);
    localStorage.setItem(clear(MAYA), "{");
    localStorage.setItem("switchboard.draft.9.x", "text");
    localStorage.setItem("theme", "dark");
    expect(await nameRead(MAYA)).toBe("none");
    expect(Object.keys(localStorage)).toEqual(["theme"]);
  });
});

it("a draft of either form goes after a month, of whomever it is", async () => {
  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  await keepDraft(MAYA, draft("a", ago(31)));
  leaveInClear(OTHER_FLOW, draft("b", ago(31)));
  await keepDraft({ ...MAYA, flow: "young" }, draft("c", ago(29)));
  signIn(TOM.userId);
  expect(await nameRead(TOM)).toBe("none");
  expect(draftNames()).toEqual([await sealedPlace({ ...MAYA, flow: "young" })]);
});

describe("a sign-out on purpose", () => {
  it("finds a person's drafts of both forms, removes them, and leaves another's sealed ones", async () => {
    signIn(TOM.userId);
    await keepDraft(TOM, draft());
    signIn(MAYA.userId);
    await keepDraft(MAYA, draft());
    leaveInClear(OTHER_FLOW);
    const kept = await keptDrafts(MAYA.userId);
    expect(kept.count).toBe(2);
    kept.forget();
    expect(draftNames()).toEqual([await sealedPlace(TOM)]);
  });

  it("lets no draft be written that was being sealed or whose key was on its way", async () => {
    const { answer, give } = laterAnswer();
    answeringPortal(() => answer);
    const keeping = keepDraft(MAYA, draft());
    (await keptDrafts(MAYA.userId)).forget();
    give(Response.json({ userId: MAYA.userId, key: KEYS.old }));
    expect(await keeping).toBeNull();
    expect(draftNames()).toEqual([]);
  });

  it("ends the use of a key that a page has in memory", async () => {
    await keepDraft(MAYA, draft());
    (await keptDrafts(MAYA.userId)).forget();
    answeringPortal(() => refusal(401, { code: "not_signed_in" }));
    expect(await keepDraft(MAYA, draft("written back"))).toBeNull();
    expect(draftNames()).toEqual([]);
    // The next session of the same person needs no reload of the page.
    answeringPortal(() => Response.json({ userId: MAYA.userId, key: KEYS.old }));
    expect(await keepDraft(MAYA, draft("of the next session"))).toBe("device");
  });

  it("in another tab takes back what this page wrote just then, and nothing that was written since", async () => {
    await keepDraft(MAYA, draft("crossed"));
    await keepDraft(OTHER_FLOW, draft("of this page"));
    const later = `${new Date().toISOString()} of-a-later-session`;
    localStorage.setItem(await sealedPlace(OTHER_FLOW), later);
    window.dispatchEvent(new StorageEvent("storage", { key: "switchboard.signed-out" }));
    expect(draftNames()).toEqual([await sealedPlace(OTHER_FLOW)]);
  });

  it("is not stopped by a storage that can't be read", async () => {
    vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
      throw new DOMException("refused", "SecurityError");
    });
    const kept = await keptDrafts(MAYA.userId);
    expect(kept.count).toBe(0);
    expect(kept.forget).not.toThrow();
  });
});

describe("where a browser can seal nothing", () => {
  beforeEach(() => vi.stubGlobal("crypto", { getRandomValues: (array: Uint32Array) => array.fill(7) }));

  it("a draft is in the memory of the tab, and not on the device", async () => {
    expect(await keepDraft(MAYA, draft())).toBe("tab");
    expect(draftNames()).toEqual([]);
    expect(await nameRead(MAYA)).toBe("typed text");
    expect(await nameRead(TOM)).toBe("none");
    expect(requests).toEqual([]);
    await deleteDraft(MAYA);
    expect(await nameRead(MAYA)).toBe("none");
  });

  it("a draft in the clear comes into the tab's memory, and leaves the device", async () => {
    leaveInClear(MAYA);
    expect(await nameRead(MAYA)).toBe("typed text");
    expect(draftNames()).toEqual([]);
    expect(await nameRead(MAYA)).toBe("typed text");
  });

  it("a sign-out finds and removes it", async () => {
    await keepDraft(MAYA, draft());
    const kept = await keptDrafts(MAYA.userId);
    expect(kept.count).toBe(1);
    kept.forget();
    expect(await nameRead(MAYA)).toBe("none");
  });
});

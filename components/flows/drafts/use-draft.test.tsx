import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useForm } from "react-hook-form";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answeringPortal, laterAnswer, refusal } from "@/tests/support/answering-portal";
import { keptDrafts, tabDrafts } from "../../device/draft-places";
import { forgetDraftKey } from "./draft-key";
import { DraftNotice } from "./draft-notice";
import { keepDraft, readDraft } from "./draft-store";
import { useDraft } from "./use-draft";
import { useEarlierDraft } from "./use-earlier-draft";

const MAYA = { userId: "maya-1", flow: "northwind.call-flows.f1" };
const BASE = { values: { name: "Clinic", prompt: "Hello" }, etag: '"1"' };
const KEY = { userId: MAYA.userId, key: btoa("k".repeat(32)) };
const SAVED_AT = new Date().toISOString();
const EARLIER = { savedAt: SAVED_AT, etag: '"1"', base: BASE.values };

beforeEach(() => {
  forgetDraftKey();
  answeringPortal(() => Response.json(KEY));
});
afterEach(async () => {
  vi.useRealTimers();
  // A form that goes away keeps its last edit, which must not come after what is cleared here.
  cleanup();
  await readDraft(MAYA);
  vi.unstubAllGlobals();
  localStorage.clear();
  tabDrafts.clear();
});

function Form() {
  const form = useForm({ defaultValues: BASE.values });
  const dirty = form.formState.isDirty;
  const earlier = useEarlierDraft(MAYA, BASE, form);
  const kept = useDraft({ of: MAYA, form, dirty, base: BASE, ready: earlier.decided });
  return (
    <>
      <DraftNotice earlier={earlier} onRetry={earlier.retry} onDiscard={() => form.reset(BASE.values)} />
      <input aria-label="Name" {...form.register("name")} />
      <input aria-label="Prompt" {...form.register("prompt")} />
      <output>{earlier.decided ? `kept in ${kept ?? "nothing"}` : "not decided"}</output>
    </>
  );
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
const isKeptIn = (where: string) => screen.findByText(`kept in ${where}`);
const keptName = async () => {
  const found = await readDraft<typeof BASE.values>(MAYA);
  return found.state === "open" ? found.draft.values.name : found.state;
};

/** Opens the form, in which nothing is kept yet. */
async function openForm() {
  const { unmount } = render(<Form />);
  await isKeptIn("nothing");
  return unmount;
}

/** From now on no pause comes to its end by itself. */
const stopTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });

test("an edit is kept after a pause, and forgotten once there is none", async () => {
  await openForm();
  type("Name", "Clinic two");
  await isKeptIn("device");
  expect(await keptName()).toBe("Clinic two");
  type("Name", "Clinic");
  await isKeptIn("nothing");
  expect(await keptName()).toBe("none");
});

test.each(["beforeunload", "pagehide"])("the last edit is kept at %s, with no pause", async (end) => {
  await openForm();
  stopTimers();
  type("Name", "At the last moment");
  await act(async () => window.dispatchEvent(new Event(end)));
  expect(await keptName()).toBe("At the last moment");
});

test("the last edit is kept when the form goes away", async () => {
  const unmount = await openForm();
  stopTimers();
  type("Name", "On the way out");
  unmount();
  expect(await keptName()).toBe("On the way out");
});

test("somebody who types without a pause has their edits kept after two seconds", async () => {
  await openForm();
  stopTimers();
  for (let letter = 0; letter < 20; letter++) {
    type("Name", `Clinic ${"x".repeat(letter + 1)}`);
    await act(async () => vi.advanceTimersByTime(150));
  }
  expect(await keptName()).toMatch(/^Clinic x+$/);
});

test("an edit that could not be kept for want of the key is kept at the next occasion", async () => {
  answeringPortal(() => refusal(503, { code: "database_unavailable" }));
  await openForm();
  type("Name", "Offline");
  await act(async () => window.dispatchEvent(new Event("pagehide")));
  expect(screen.getByText("kept in nothing")).toBeTruthy();
  answeringPortal(() => Response.json(KEY));
  window.dispatchEvent(new Event("pagehide"));
  await isKeptIn("device");
});

test("a sign-out in another tab ends what the page says of kept edits", async () => {
  await openForm();
  type("Name", "Clinic two");
  await isKeptIn("device");
  (await keptDrafts(MAYA.userId)).forget();
  act(() => {
    window.dispatchEvent(new StorageEvent("storage", { key: "switchboard.signed-out" }));
  });
  expect(screen.getByText("kept in nothing")).toBeTruthy();
});

test("edits of an earlier visit are put back; what was typed meanwhile stays in the other fields", async () => {
  await keepDraft(MAYA, { ...EARLIER, values: { name: "From before", prompt: "Hello" } });
  forgetDraftKey();
  const { answer, give } = laterAnswer();
  answeringPortal(() => answer);
  render(<Form />);
  expect(screen.getByText("not decided")).toBeTruthy();
  type("Name", "Lost race");
  type("Prompt", "Typed early");
  give(Response.json(KEY));
  await screen.findByText("Your unsaved edits are back");
  expect([field("Name").value, field("Prompt").value]).toEqual(["From before", "Typed early"]);
});

test("edits that could not be opened are not replaced, and come back when asked for again", async () => {
  await keepDraft(MAYA, { ...EARLIER, values: { name: "From before", prompt: "Hello" } });
  forgetDraftKey();
  answeringPortal(() => refusal(503, { code: "database_unavailable" }));
  render(<Form />);
  await screen.findByText("Your unsaved edits could not be opened yet");
  type("Prompt", "Typed meanwhile");
  await act(async () => window.dispatchEvent(new Event("pagehide")));
  answeringPortal(() => Response.json(KEY));
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByText("Your unsaved edits are back");
  expect([field("Name").value, field("Prompt").value]).toEqual(["From before", "Typed meanwhile"]);
});

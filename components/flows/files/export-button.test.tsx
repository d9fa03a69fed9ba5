import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { ExportButton } from "./export-button";
import { listZip } from "./zip-archive";

let saved: { name: string; content: Blob }[];
let missing: string[];
beforeEach(() => {
  saved = [];
  missing = [];
  let content = new Blob();
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    if (blob instanceof Blob) content = blob;
    return "blob:saved";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, content });
  });
  answeringPortal(({ path }) => {
    const id = path.split("/").at(-2) ?? "";
    if (missing.includes(id)) return refusal(502, { code: "upstream_unreachable", title: "Trillet is away" });
    return Response.json({ switchboard: 1, kind: "call_flow", flow: { name: id, prompt: "Hi" } });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const press = async (...names: string[]) => {
  const flows = names.map((name, place) => ({ id: `f${place + 1}`, name }));
  render(<ExportButton list={{ workspace: "harbour", kind: "call_flow", flows }} label="Export" />);
  await userEvent.click(screen.getByRole("button", { name: "Export" }));
};
const namesIn = async () => {
  const entries = await listZip(saved[0]?.content ?? new Blob(), 10);
  return entries.map(({ name }) => name.split("/").at(-1));
};

test("one flow is a JSON file of its name", async () => {
  await press("Front: desk");
  await vi.waitFor(() => expect(saved.map(({ name }) => name)).toEqual(["Front desk.json"]));
  expect(JSON.parse((await saved[0]?.content.text()) ?? "")).toMatchObject({
    kind: "call_flow",
    flow: { name: "f1" },
  });
});

test("several flows are a folder in one zip, each under a name of its own", async () => {
  await press("Desk", "desk", "Night");
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]?.name).toMatch(/^harbour call flows \d{4}-\d\d-\d\d\.zip$/);
  expect(await namesIn()).toEqual(["Desk.json", "desk (2).json", "Night.json"]);
});

test("one that can't be read is named, and the rest is saved", async () => {
  missing = ["f2"];
  await press("Desk", "Lost", "Night");
  const dialog = await screen.findByRole("dialog", { name: "1 flow could not be exported" });
  expect(dialog.textContent).toContain("Lost");
  expect(await namesIn()).toEqual(["Desk.json", "Night.json"]);
});

import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { KnowledgeBaseFile } from "@/lib/flows/model/call-flow";
import { edited } from "@/tests/support/edited";
import { KnowledgeFiles } from "./knowledge-section";

const FILES = ["prices.pdf", "hours.pdf"].map(
  (filename): KnowledgeBaseFile => ({ filename, key: filename, url: null }),
);
const show = () => edited(FILES, (control) => <KnowledgeFiles {...control} id="files" label="Files" />);
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

test("a file that is taken off is said to be, and comes back to its place by Undo, with the focus", async () => {
  const form = show();
  await press("Take off prices.pdf");
  expect(form.value()).toEqual(FILES.slice(1));
  expect(screen.getByRole("status").textContent).toContain("prices.pdf will be taken off when you save.");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Undo" }));
  await userEvent.keyboard("{Enter}");
  expect(form.value()).toEqual(FILES);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Take off prices.pdf" }));
});

test("an undo does not outlive edits that the form discards", async () => {
  const form = show();
  await press("Take off prices.pdf");
  form.replace(FILES);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

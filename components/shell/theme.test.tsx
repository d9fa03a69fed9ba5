import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { toast } from "../ui/toast";
import { Toaster } from "./theme";

it("toasts before their script has arrived are shown once it has, and so are later ones", async () => {
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  render(<Toaster />);
  toast.success("Settings saved");
  toast.error("Copying failed");
  expect(await screen.findByText("Settings saved")).not.toBeNull();
  expect(await screen.findByText("Copying failed")).not.toBeNull();
  toast("Your edits are discarded");
  expect(await screen.findByText("Your edits are discarded")).not.toBeNull();
  expect(screen.getAllByText("Settings saved")).toHaveLength(1);
});

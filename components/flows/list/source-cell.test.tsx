import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CopiedFrom } from "@/lib/mirror/flow-lists";
import { SourceCell } from "./source-cell";

const NAMES = { harbour: { name: "Harbour Dental", colour: 0 } };
const source = { workspace: "harbour", id: "f1", name: "Desk", behind: 0 };

function words(copiedFrom: CopiedFrom | null): string | null {
  const { container } = render(<SourceCell kind="call_flow" copiedFrom={copiedFrom} names={NAMES} />);
  return container.textContent;
}

test("a copy has its source with its workspace, and says how far it is behind", () => {
  expect(words({ source: { ...source, behind: 2 } })).toContain("2 versions behind");
  const link = screen.getByRole("link", { name: /Harbour Dental: Desk/ });
  expect(link.getAttribute("href")).toBe("/harbour/call-flows/f1");
});

test("a copy of the newest version is up to date", () => {
  expect(words({ source })).toContain("up to date");
});

test("a copy of what its reader may not see is a copy, and nothing more is said", () => {
  expect(words({ source: null })).toBe("A copy");
});

test("a flow that is no copy says so to a screen reader", () => {
  expect(words(null)).toContain("no copy");
});

import { render, screen } from "@testing-library/react";
import { describe, expect, it, test } from "vitest";
import type { LastChange } from "@/lib/audit/search/last-changes";
import { changeInSentence, changeInShort, LastChangeCell, LastChangeLine } from "./last-change";

const CHANGE: LastChange = {
  by: { id: "1", name: "Maya Chen Lindqvist", email: "maya@example.com" },
  at: "2026-11-20T10:00:00.000Z",
  eventId: "e1",
  verb: "update",
  paths: ["/prompt"],
  setTo: null,
  restored: null,
};

describe("a change in words", () => {
  it.each([
    [{ verb: "create" }, "Created", "created this flow"],
    [{ paths: ["/prompt", "/name"] }, "Prompt and name", "changed the prompt and the name"],
    [{ paths: ["/isActive"], setTo: false }, "Switched off", "switched off the flow"],
    [{ paths: ["/autopilot"], setTo: true }, "Autopilot on", "switched on the autopilot"],
    // Another switch of the flow has a name of its own, so that it isn't taken for the flow's.
    [
      { paths: ["/settings/security/hipaaCompliance"], setTo: true },
      "HIPAA compliance",
      "changed the HIPAA compliance",
    ],
    [{ verb: "restore", restored: 6, paths: ["/prompt"] }, "Restored version 6", "restored version 6"],
    [{ verb: "restore", restored: null }, "Restored", "restored an earlier version"],
    [{ paths: [] }, "Changed", "changed this flow"],
  ] as const)("%j", (change, short, sentence) => {
    const whole = { ...CHANGE, ...change, paths: [...("paths" in change ? change.paths : [])] };
    expect(changeInShort(whole)).toBe(short);
    expect(changeInSentence(whole)).toBe(sentence);
  });
});

const CELL = { updatedAt: CHANGE.at, isUnseen: false, logPath: "/harbour/audit" };

test("a list's line names the author shortly, and leads to the change, whose tooltip has the whole name", () => {
  render(<LastChangeCell change={CHANGE} {...CELL} />);
  const link = screen.getByRole("link");
  expect(link.textContent).toContain("Maya · Prompt");
  expect(link.getAttribute("href")).toBe("/harbour/audit/e1");
  expect(link.title).toBe("Maya Chen Lindqvist: Prompt");
});

test("a flow that the log knows no change of was changed in Trillet, and leads nowhere", () => {
  render(<LastChangeCell change={null} {...CELL} />);
  screen.getByText("In Trillet");
  expect(screen.queryByRole("link")).toBeNull();
});

test("an edit that nobody has read yet is newer than the last change that the log knows of", () => {
  render(<LastChangeCell change={CHANGE} {...CELL} updatedAt="2026-11-21T10:00:00.000Z" isUnseen />);
  screen.getByText("In Trillet");
  expect(screen.queryByText("Maya", { exact: false })).toBeNull();
});

test("an edit from outside is said to be from outside, and leads to what it changed", () => {
  render(<LastChangeLine change={{ ...CHANGE, by: null, verb: "drift" }} logPath="/harbour/audit" />);
  screen.getByText("Somebody in Trillet");
  expect(screen.getByRole("link", { name: "See the change" }).getAttribute("href")).toBe("/harbour/audit/e1");
});

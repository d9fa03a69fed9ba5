import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useEdits } from "./use-edits";

const STORED = { joining: false, name: "Acme", domains: ["acme.example"] };

const open = () =>
  renderHook(({ stored }: { stored: typeof STORED }) => useEdits(stored), {
    initialProps: { stored: STORED },
  });

it("an edit outlasts a page that is drawn anew, and what nobody edits follows what is stored", () => {
  const { result, rerender } = open();
  act(() => result.current.edit({ joining: true }));
  rerender({ stored: { ...STORED, name: "Beta" } });
  expect(result.current.values).toEqual({ joining: true, name: "Beta", domains: ["acme.example"] });
  expect(result.current.changes).toEqual({ joining: true });
});

it("what was put back as it is stored is no edit", () => {
  const { result } = open();
  act(() => result.current.edit({ domains: [] }));
  expect(result.current.isEdited).toBe(true);
  act(() => result.current.edit({ domains: ["acme.example"] }));
  expect(result.current.isEdited).toBe(false);
});

it("an edit that was made while another one was saved stays", () => {
  const { result, rerender } = open();
  act(() => result.current.edit({ joining: true, name: "B" }));
  const sent = result.current.changes;
  act(() => result.current.edit({ name: "Beta" }));
  act(() => result.current.endEdits(sent));
  rerender({ stored: { ...STORED, joining: true, name: "B" } });
  expect(result.current.changes).toEqual({ name: "Beta" });
  rerender({ stored: { ...STORED, joining: false, name: "B" } });
  expect(result.current.values.joining).toBe(false);
});

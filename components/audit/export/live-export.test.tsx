import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { LiveExport } from "./live-export";

const WORDS = [{ label: "Outcome", text: "Failed" }];

async function open(filterWords: { label: string; text: string }[] = []) {
  render(<LiveExport apiPath="/api/audit-events" filters="outcome=failed" filterWords={filterWords} />);
  await userEvent.click(screen.getByRole("button", { name: "Export" }));
  return screen.getByRole("dialog");
}

afterEach(() => vi.unstubAllGlobals());

describe("the dialog of an export", () => {
  it("says what will be exported before it is", async () => {
    expect((await open()).textContent).toContain("The whole log is exported");
  });

  it("names the filters that restrict it", async () => {
    const text = (await open(WORDS)).textContent;
    expect(text).toContain("Only events that match your filters");
    expect(text).toContain("Outcome: Failed");
  });

  it("offers each format once, with one chosen", async () => {
    await open();
    const formats = screen.getAllByRole("radio");
    expect(formats.length).toBeGreaterThan(2);
    expect(formats.filter((format) => (format as HTMLInputElement).checked)).toHaveLength(1);
  });

  it("says why a refused export failed, and lets one try again", async () => {
    const problem = {
      type: "about:blank",
      title: "Too many requests",
      status: 429,
      detail: "Wait",
      code: "too_many_requests",
      requestId: "r",
    };
    vi.stubGlobal("fetch", () =>
      Promise.resolve(
        new Response(JSON.stringify(problem), {
          status: 429,
          headers: { "content-type": "application/problem+json" },
        }),
      ),
    );
    const dialog = await open();
    const buttons = screen.getAllByRole("button", { name: "Export" });
    await userEvent.click(buttons.at(-1) as HTMLElement);
    await vi.waitFor(() => expect(dialog.textContent).toContain("Too many requests"));
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});

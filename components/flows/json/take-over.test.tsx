import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { type Taken, TakenNotice, TakeOver, wholeFlowIn } from "./take-over";

describe("a text with a whole flow in it", () => {
  it.each([
    ["this portal's JSON", { id: "f", name: "A", unknownFields: 0 }],
    ["an answer of Trillet's", { _id: "f", name: "A", __v: 0 }],
    ["a wrapped answer", { success: true, data: { _id: "f", name: "A" } }],
    ["an answer that names the kind", { messageFlow: { _id: "f", name: "A" } }],
    ["a revision", { n: 3, flow: { id: "f", name: "A" } }],
  ])("is recognised in %s", (_, document) => {
    expect(wholeFlowIn(JSON.stringify(document))).toEqual(document);
  });

  it.each(['{"name": "A", "prompt": "B"}', "[]", "{", '{"id": 1}', "null"])("is not seen in %s", (text) => {
    expect(wholeFlowIn(text)).toBeNull();
  });
});

it("a whole flow is sent to be read once, while the button is busy", async () => {
  let finish: (taken: Taken) => void = () => {};
  const answer = new Promise<Taken>((settle) => {
    finish = settle;
  });
  const onTake = vi.fn(() => answer);
  const onTaken = vi.fn();
  render(<TakeOver document={{ id: "f" }} onTake={onTake} onTaken={onTaken} />);
  const button = screen.getByRole("button", { name: "Put it into the form" });
  await userEvent.click(button);
  await userEvent.click(button);
  expect(onTake).toHaveBeenCalledTimes(1);
  const taken: Taken = { kind: "refused", why: "No" };
  finish(taken);
  await vi.waitFor(() => expect(onTaken).toHaveBeenCalledWith(taken));
});

it("what was taken over names what is left out, chosen and to be done, by the fields' labels", () => {
  const taken: Taken = {
    kind: "taken",
    dropped: [{ path: "/autopilot", why: "The copy starts without autopilot" }],
    mapped: [{ path: "/agent", words: "Ava (a1)" }],
    missing: [{ path: "/folderId", message: "Choose a folder of this workspace" }],
  };
  render(<TakenNotice taken={taken} occasion={1} />);
  const words = screen.getByRole("alert").textContent;
  expect(words).toContain("Autopilot: The copy starts without autopilot");
  expect(words).toContain("Agent: Ava (a1)");
  expect(words).toContain("Folder: Choose a folder of this workspace");
});

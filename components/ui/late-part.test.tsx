import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { missingPart, useLatePart } from "./late-part";

afterEach(() => missingPart.dismiss());

const Menu = () => <p>The menu</p>;

function Opener({ load }: { load: () => Promise<typeof Menu> }) {
  const [wanted, setWanted] = useState(false);
  const Part = useLatePart(load, wanted, () => setWanted(false));
  return (
    <>
      <button type="button" onClick={() => setWanted(true)}>
        Open
      </button>
      {wanted && Part ? <Part /> : null}
    </>
  );
}
const press = () => userEvent.click(screen.getByRole("button"));

it("a part loads when it is needed, and not before", async () => {
  const load = vi.fn(async () => Menu);
  render(<Opener load={load} />);
  expect(load).not.toHaveBeenCalled();
  await press();
  expect(await screen.findByText("The menu")).not.toBeNull();
});

it("a part that did not load is noted, and the next press tries again", async () => {
  const load = vi.fn(async () => Menu).mockRejectedValueOnce(new Error("Loading chunk 7 failed"));
  render(<Opener load={load} />);
  await press();
  await vi.waitFor(() => expect(missingPart.read()?.message).toBe("Loading chunk 7 failed"));
  expect(screen.queryByText("The menu")).toBeNull();
  await press();
  expect(await screen.findByText("The menu")).not.toBeNull();
});

it("a part that arrives after its page is gone changes nothing", async () => {
  let fail = (_: Error) => {};
  const load = () => new Promise<typeof Menu>((_, refuse) => (fail = refuse));
  const { unmount } = render(<Opener load={load} />);
  await press();
  unmount();
  fail(new Error("too late"));
  await Promise.resolve();
  expect(missingPart.read()).toBeNull();
});

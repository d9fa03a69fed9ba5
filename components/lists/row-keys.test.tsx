import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { RowKeys } from "./row-keys";

beforeEach(forgetAddress);

function List({ createPath = null }: { createPath?: string | null }) {
  return (
    <>
      <RowKeys createPath={createPath} />
      <search>
        <input type="search" aria-label="Search" />
      </search>
      {["One", "Two"].map((name) => (
        <div key={name} data-row>
          <input type="checkbox" aria-label={`Select ${name}`} />
          <a data-row-link href={`#${name}`}>
            {name}
          </a>
        </div>
      ))}
    </>
  );
}

const focused = () => document.activeElement?.textContent;

test("J and K walk the rows, from the first one, and stop at both ends", async () => {
  render(<List />);
  await userEvent.keyboard("j");
  expect(focused()).toBe("One");
  await userEvent.keyboard("jj");
  expect(focused()).toBe("Two");
  await userEvent.keyboard("kk");
  expect(focused()).toBe("One");
});

test("the arrows belong to the page until somebody is in the list", async () => {
  render(<List />);
  await userEvent.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(document.body);
  await userEvent.keyboard("j{ArrowDown}");
  expect(focused()).toBe("Two");
});

test("X chooses the row, and a box in focus leaves the row in focus", async () => {
  render(<List />);
  await userEvent.keyboard("jx");
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Select One" }).checked).toBe(true);
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Select Two" }).checked).toBe(false);
});

test("the slash leads to the search, where letters are letters", async () => {
  render(<List createPath="/new" />);
  await userEvent.keyboard("/");
  const search = screen.getByRole<HTMLInputElement>("searchbox");
  expect(document.activeElement).toBe(search);
  await userEvent.keyboard("cjx/");
  expect(search.value).toBe("cjx/");
  expect(router.push).not.toHaveBeenCalled();
});

test("C opens the form for a new one, for people who may", async () => {
  const { rerender } = render(<List />);
  await userEvent.keyboard("c");
  expect(router.push).not.toHaveBeenCalled();
  rerender(<List createPath="/harbour/call-flows/new" />);
  await userEvent.keyboard("c");
  expect(router.push).toHaveBeenCalledWith("/harbour/call-flows/new");
});

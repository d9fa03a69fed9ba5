import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { expect, test } from "vitest";
import { Button } from "./button";
import { Dialog, DialogContent } from "./dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "./dropdown-menu";

/** A page whose dialog is no neighbour of what opens it. */
function Page({ children }: { children: (open: () => void, closed: number) => ReactNode }) {
  const [open, setOpen] = useState(false);
  const [closed, setClosed] = useState(0);
  return (
    <main tabIndex={-1}>
      {children(() => setOpen(true), closed)}
      {open ? (
        <Dialog
          open
          onOpenChange={() => {
            setOpen(false);
            setClosed(closed + 1);
          }}
        >
          <DialogContent title="A title">Content</DialogContent>
        </Dialog>
      ) : null}
    </main>
  );
}

async function openAndClose(name: string) {
  await userEvent.click(screen.getByRole("button", { name }));
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
}
const focused = () => document.activeElement;

test("a closed dialog gives the focus back to the button that opened it from elsewhere", async () => {
  render(<Page>{(open) => <Button onClick={open}>Review</Button>}</Page>);
  await openAndClose("Review");
  await waitFor(() => expect(focused()).toBe(screen.getByRole("button", { name: "Review" })));
});

test("where that button is disabled by then, what is around it gets the focus", async () => {
  render(
    <Page>
      {(open, closed) => (
        <section aria-label="Bar" tabIndex={-1}>
          <Button disabled={closed > 0} onClick={open}>
            Review
          </Button>
        </section>
      )}
    </Page>,
  );
  await openAndClose("Review");
  await waitFor(() => expect(focused()).toBe(screen.getByRole("region", { name: "Bar" })));
});

test("where that button is gone by then, the page's content gets the focus", async () => {
  render(<Page>{(open, closed) => (closed > 0 ? null : <Button onClick={open}>Review</Button>)}</Page>);
  await openAndClose("Review");
  await waitFor(() => expect(focused()).toBe(screen.getByRole("main")));
});

test("a dialog that a menu opened gives the focus back to the menu's button", async () => {
  render(
    <Page>
      {(open) => (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button>Actions</Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem onSelect={open}>Disable</DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </Page>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Actions" }));
  await userEvent.click(screen.getByRole("menuitem", { name: "Disable" }));
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(focused()).toBe(screen.getByRole("button", { name: "Actions" })));
});

import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { Button } from "./button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "./dialog";

function Scene({ busy = false, description }: { busy?: boolean; description?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen} busy={busy}>
      <DialogTrigger asChild>
        <Button>Open</Button>
      </DialogTrigger>
      <DialogContent title="A title" description={description}>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
      </DialogContent>
    </Dialog>
  );
}
const dialog = () => screen.queryByRole("dialog", { name: "A title" });

async function open(scene: React.ReactElement) {
  render(scene);
  await userEvent.click(screen.getByRole("button", { name: "Open" }));
}

const WAYS_OUT = {
  Escape: () => userEvent.keyboard("{Escape}"),
  "its cross": () => userEvent.click(screen.getByRole("button", { name: "Close" })),
  "its button": () => userEvent.click(screen.getByRole("button", { name: "Cancel" })),
};

test.each(Object.entries(WAYS_OUT))("%s closes a dialog", async (_, leave) => {
  await open(<Scene />);
  await leave();
  expect(dialog()).toBeNull();
});

test.each(Object.entries(WAYS_OUT))(
  "%s does not close a dialog that waits for an answer",
  async (_, leave) => {
    await open(<Scene busy />);
    await leave();
    expect(dialog()).not.toBeNull();
  },
);

test("a dialog is described where it has more to say than its title", async () => {
  await open(<Scene description="What happens then." />);
  const described = dialog()?.getAttribute("aria-describedby") ?? "";
  expect(document.getElementById(described)?.textContent).toBe("What happens then.");
});

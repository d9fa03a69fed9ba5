import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { Field } from "./field";
import { Form } from "./form";
import { Input } from "./input";

const LABELS = ["First", "Second", "Third"];

/** Finds its faults a moment after it was sent, as the server does. */
function Scene({ wrong }: { wrong: string[] }) {
  const [errors, setErrors] = useState<string[]>([]);
  return (
    <Form
      onSubmit={async () => {
        await Promise.resolve();
        setErrors(wrong);
      }}
    >
      {LABELS.map((label) => (
        <Field key={label} id={label} label={label} error={errors.includes(label) ? "Is wrong" : undefined}>
          {(control) => <Input {...control} required type="email" />}
        </Field>
      ))}
      <button type="submit">Send</button>
    </Form>
  );
}
const send = () => userEvent.click(screen.getByRole("button", { name: "Send" }));

test("after a form was sent, the first wrong field in the order of the page has the focus", async () => {
  render(<Scene wrong={["Third", "Second"]} />);
  await send();
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Second")));
});

test("what the browser would find wrong is sent, so that the portal says so in its own words", async () => {
  const onSubmit = vi.fn();
  render(
    <Form onSubmit={onSubmit}>
      <Input aria-label="Address" name="address" type="email" required />
      <button type="submit">Send</button>
    </Form>,
  );
  await userEvent.type(screen.getByLabelText("Address"), "nobody");
  await send();
  expect(onSubmit.mock.lastCall?.[0].get("address")).toBe("nobody");
});

test("the focus stays where a person goes while a field is still wrong", async () => {
  render(<Scene wrong={["First"]} />);
  await send();
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("First")));
  await userEvent.type(screen.getByLabelText("Third"), "a");
  expect(document.activeElement).toBe(screen.getByLabelText("Third"));
});

import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { PASSWORD, PASSWORD_HINT } from "@/lib/identity/rules";
import { Form } from "../ui/form";
import { NewPasswordFields } from "./new-password-fields";
import { useNewPassword } from "./use-new-password";

function Scene({ onChosen, refused }: { onChosen: (password: string | null) => void; refused?: string }) {
  const { names, faults, chosenIn } = useNewPassword({ chosen: "new", repeat: "again" });
  return (
    <Form onSubmit={(form) => onChosen(chosenIn(form))}>
      <NewPasswordFields names={names} faults={faults} refused={refused} />
      <button type="submit">Send</button>
    </Form>
  );
}

const field = () => screen.getByLabelText<HTMLInputElement>("New password");
const repeat = () => screen.getByLabelText<HTMLInputElement>("Repeat it");
const described = () =>
  (field().getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent)
    .join(" ");

async function choose(password: string, again = password) {
  await userEvent.type(field(), password);
  await userEvent.type(repeat(), again);
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
}

it("the rule is there before anybody types, and belongs to the field", () => {
  render(<Scene onChosen={() => {}} />);
  expect(described()).toBe(PASSWORD_HINT);
  expect(field().minLength).toBe(PASSWORD.shortest);
  // What is pasted must not be cut in silence.
  expect(field().maxLength).toBe(-1);
});

it("what is missing is counted while somebody types, in characters as people count them", async () => {
  render(<Scene onChosen={() => {}} />);
  await userEvent.type(field(), "twelve");
  expect(described()).toContain("6 more characters");
  await userEvent.type(field(), "\u{1f40e}quiet");
  expect(described()).toContain("Long enough");
  await userEvent.type(field(), " harbours");
  expect(described()).toContain("A good length");
});

it("one that is too short isn't sent, and the field says so and has the focus", async () => {
  const onChosen = vi.fn();
  render(<Scene onChosen={onChosen} />);
  await choose("x7 Kp-tooth");
  expect(onChosen.mock.calls).toEqual([[null]]);
  expect(described()).toContain(PASSWORD.tooShort);
  expect(document.activeElement).toBe(field());
  expect(repeat().value).toBe("x7 Kp-tooth");
});

it("two that differ aren't sent, and the second field says so", async () => {
  const onChosen = vi.fn();
  render(<Scene onChosen={onChosen} />);
  await choose("seven new harbours", "seven new harbors");
  expect(onChosen.mock.calls).toEqual([[null]]);
  expect(document.activeElement).toBe(repeat());
});

it("anything of a good length is left to the server, which knows the rest of the rule", async () => {
  const onChosen = vi.fn();
  render(<Scene onChosen={onChosen} />);
  await choose("password12345");
  expect(onChosen.mock.calls).toEqual([["password12345"]]);
});

it("the server's reason is at the field", () => {
  render(<Scene onChosen={() => {}} refused="This is one of the most common passwords." />);
  expect(described()).toContain("This is one of the most common passwords.");
  expect(field().getAttribute("aria-invalid")).toBe("true");
});

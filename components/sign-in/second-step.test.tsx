import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
// The late part, so that no test waits for its module.
import "./second-step";
import { SignInPanel } from "./sign-in-panel";

const went = vi.fn();
beforeEach(() => {
  went.mockReset();
  vi.spyOn(window.location, "assign").mockImplementation(went);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The forms that were sent to sign in: next-auth takes no JSON. */
const forms: Record<string, string>[] = [];

/** A portal that wants a second step of whoever has the right password. */
function portal(answer: (form: Record<string, string>) => Response, steps = ["code", "recovery_code"]) {
  forms.length = 0;
  const requests = answeringPortal(({ path }: Sent) => {
    if (path === "/api/auth/csrf") return Response.json({ csrfToken: "t" });
    throw new Error(`nobody asks for ${path}`);
  });
  const plain = fetch;
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    if (!(init.body instanceof URLSearchParams)) return await plain(path, init);
    const form = Object.fromEntries(init.body);
    forms.push(form);
    if (form.password !== "right")
      return Response.json({ url: "http://x/?error=CredentialsSignin" }, { status: 401 });
    return form.code === undefined ? refusal(401, { code: "second_step_required", steps }) : answer(form);
  });
  return requests;
}

async function signIn(password: string, destination = "/audit?limit=2") {
  render(<SignInPanel destination={destination} passkeys />);
  await userEvent.type(screen.getByLabelText("E-mail"), "mia@example.com");
  await userEvent.type(screen.getByLabelText("Password"), `${password}{Enter}`);
}

describe("a sign-in whose account has a second factor", () => {
  it("asks for a code after the right password, sends both, and goes on", async () => {
    portal(() => Response.json({ url: "http://x/" }));
    await signIn("right");
    await screen.findByRole("heading", { level: 1, name: "Two-step sign-in" });
    const field = screen.getByLabelText("Code");
    expect(document.activeElement).toBe(field);
    await userEvent.type(field, "123456{Enter}");
    await waitFor(() => expect(went).toHaveBeenCalledWith("/audit?limit=2"));
    expect(forms.at(-1)).toMatchObject({ email: "mia@example.com", password: "right", code: "123456" });
  });

  it("says at the field that a code is wrong, and takes the next one", async () => {
    portal(({ code }) =>
      code === "222222"
        ? Response.json({ url: "http://x/" })
        : refusal(401, { code: "wrong_code", steps: ["code"] }),
    );
    await signIn("right");
    await userEvent.type(await screen.findByLabelText("Code"), "111111{Enter}");
    const why = await screen.findByText(/This code is wrong/);
    const field = screen.getByLabelText<HTMLInputElement>("Code");
    expect(field.getAttribute("aria-describedby")).toContain(why.id);
    await userEvent.clear(field);
    await userEvent.type(field, "222222{Enter}");
    await waitFor(() => expect(went).toHaveBeenCalled());
  });

  it("takes a recovery code in its place", async () => {
    portal(() => Response.json({ url: "http://x/" }));
    await signIn("right");
    await userEvent.click(await screen.findByRole("button", { name: "Use a recovery code" }));
    await userEvent.type(screen.getByLabelText("Recovery code"), "7k3m-0000-0000-0000{Enter}");
    await waitFor(() => expect(forms.at(-1)).toMatchObject({ code: "7k3m-0000-0000-0000" }));
  });

  it("begins with the passkey where there is no app, and offers no code of one", async () => {
    portal(() => Response.json({}), ["passkey", "recovery_code"]);
    await signIn("right");
    await screen.findByRole("button", { name: "Use your passkey" });
    expect(screen.queryByRole("button", { name: "Use the app's code" })).toBeNull();
  });

  it("has the focus in every step, though the button that led to it is gone", async () => {
    portal(() => Response.json({}), ["code", "passkey", "recovery_code"]);
    await signIn("right");
    const go = async (button: string) => userEvent.click(await screen.findByRole("button", { name: button }));
    await go("Use a passkey");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Use your passkey" }));
    await go("Use a recovery code");
    expect(document.activeElement).toBe(screen.getByLabelText("Recovery code"));
  });

  it("goes back to another person, and forgets the password", async () => {
    portal(() => Response.json({}));
    await signIn("right");
    await userEvent.click(await screen.findByRole("button", { name: "Not you?" }));
    await screen.findByRole("heading", { level: 1, name: "Sign in" });
    expect(screen.getByLabelText<HTMLInputElement>("Password").value).toBe("");
  });
});

it("a wrong password is as wrong as ever, and leads to no second step", async () => {
  portal(() => Response.json({}));
  await signIn("not it");
  await screen.findByText("The e-mail address or the password is not right.");
  expect(forms).toHaveLength(1);
});

describe("a sign-in with a passkey", () => {
  it("says what is missing where the browser knows none, and the password still works", async () => {
    answeringPortal(() => Response.json({ challenge: "AAAA", rpId: "portal.test" }));
    render(<SignInPanel destination="/" passkeys />);
    await userEvent.click(screen.getByRole("button", { name: "Use a passkey" }));
    await screen.findByRole("alert");
    expect(went).not.toHaveBeenCalled();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Sign in" }).disabled).toBe(false);
  });

  it("is not offered under an address for which browsers keep none", () => {
    render(<SignInPanel destination="/" passkeys={false} />);
    expect(screen.queryByRole("button", { name: "Use a passkey" })).toBeNull();
  });
});

it("a generated password leads to the page where its person chooses another, after a second step, too", async () => {
  const chooses = (path: string) => refusal(401, { code: "own_password_required", path });
  portal(() => chooses("/invite#/abc-1"));
  await signIn("right");
  await userEvent.type(await screen.findByLabelText("Code"), "123456{Enter}");
  await waitFor(() => expect(went).toHaveBeenCalledWith("/invite#/abc-1"));
});

it("a place that is no such page is not gone to", async () => {
  portal(() => refusal(401, { code: "own_password_required", path: "//evil.example" }));
  await signIn("right");
  await userEvent.type(await screen.findByLabelText("Code"), "123456{Enter}");
  await screen.findByText(/Your password was changed meanwhile/);
  expect(went).not.toHaveBeenCalled();
});

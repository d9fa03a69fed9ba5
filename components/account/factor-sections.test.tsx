import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { FactorSections } from "./factor-sections";
// The late part, so that no test waits for its module.
import "./set-up-dialog";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const NONE = { app: null, passkeys: [], recoveryCodes: { left: 0, of: 10 }, required: false };
const at = new Date().toISOString();
const APP = { addedAt: at, usedAt: null };
const PHONE = { id: "p1", name: "A phone", createdAt: at, usedAt: null };
const CODES = Array.from({ length: 10 }, (_, n) => `AAAA-BBBB-CCCC-000${n}`);
const SECRET = { secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", uri: "otpauth://totp/x?secret=JBSWY3DP" };

const press = async (name: string) => await userEvent.click(await screen.findByRole("button", { name }));

describe("an authenticator app", () => {
  it("is set up with a QR code and a first code, and the recovery codes are shown once", async () => {
    const requests = answeringPortal(({ body }) =>
      (body as { code?: string }).code ? Response.json({ recoveryCodes: CODES }) : Response.json(SECRET),
    );
    render(<FactorSections {...NONE} />);
    await press("Set up");
    await screen.findByRole("img", { name: /QR code/ });
    expect(document.body.textContent).toContain("JBSW Y3DP EHPK 3PXP");
    await userEvent.type(screen.getByLabelText("Code"), "123456{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Your recovery codes" });
    expect(
      within(dialog)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(CODES);
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog", { name: "Your recovery codes" })).not.toBeNull();
    await press("I have put them aside");
    await waitFor(() => expect(router.refresh).toHaveBeenCalled());
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["POST", "/api/me/totp", {}],
      ["POST", "/api/me/totp", { code: "123456" }],
    ]);
  });

  it.each(["Set up", "Add passkey"])(
    "%s: who gives it up is where they were, by keyboard too",
    async (name) => {
      answeringPortal(() => Response.json(SECRET));
      render(<FactorSections {...NONE} />);
      await press(name);
      await screen.findByRole("dialog");
      await userEvent.keyboard("{Escape}");
      await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
      expect(document.activeElement).toBe(screen.getByRole("button", { name }));
    },
  );

  it("says at the field that the code is wrong, and keeps its secret", async () => {
    const errors = [{ path: "/code", message: "This is not the code" }];
    const requests = answeringPortal(({ body }) =>
      (body as { code?: string }).code
        ? refusal(422, { code: "invalid_body", errors })
        : Response.json(SECRET),
    );
    render(<FactorSections {...NONE} />);
    await press("Set up");
    await userEvent.type(await screen.findByLabelText("Code"), "000000{Enter}");
    await screen.findByText("This is not the code");
    expect(requests).toHaveLength(2);
    expect(document.body.textContent).toContain("JBSW Y3DP");
  });

  it("can be begun again where that fails", async () => {
    let answers = 0;
    answeringPortal(() =>
      ++answers === 1 ? refusal(503, { code: "database_unavailable" }) : Response.json(SECRET),
    );
    render(<FactorSections {...NONE} />);
    await press("Set up");
    await press("Try again");
    await screen.findByRole("img", { name: /QR code/ });
  });
});

describe("removing", () => {
  it("the last factor says that the password alone lets in then", async () => {
    const requests = answeringPortal(() => new Response(null, { status: 204 }));
    render(<FactorSections {...NONE} app={APP} recoveryCodes={{ left: 10, of: 10 }} />);
    await press("Remove the authenticator app");
    await screen.findByText(/your password alone lets in then/);
    await press("Remove");
    await waitFor(() => expect(requests).toMatchObject([{ method: "DELETE", path: "/api/me/totp" }]));
  });

  it("one of several doesn't", async () => {
    const requests = answeringPortal(() => new Response(null, { status: 204 }));
    render(<FactorSections {...NONE} app={APP} passkeys={[PHONE]} recoveryCodes={{ left: 10, of: 10 }} />);
    await press("Remove the passkey A phone");
    await screen.findByText("It lets nobody in any more.");
    await press("Remove");
    await waitFor(() => expect(requests).toMatchObject([{ method: "DELETE", path: "/api/me/passkeys/p1" }]));
  });
});

describe("recovery codes", () => {
  it("are asked for anew when few are left, and the new ones are shown", async () => {
    answeringPortal(() => Response.json({ recoveryCodes: CODES }, { status: 201 }));
    render(<FactorSections {...NONE} app={APP} recoveryCodes={{ left: 2, of: 10 }} />);
    expect(document.body.textContent).toContain("2 of 10 left, for a lost phone or key. Make new ones");
    await press("Make new codes");
    const question = await screen.findByRole("alertdialog");
    await userEvent.click(within(question).getByRole("button", { name: "Make new codes" }));
    const dialog = await screen.findByRole("dialog", { name: "Your recovery codes" });
    expect(dialog.textContent).toContain(CODES[9]);
  });

  it("are not mentioned to somebody without a factor", () => {
    render(<FactorSections {...NONE} />);
    expect(screen.queryByText(/Recovery codes/)).toBeNull();
  });
});

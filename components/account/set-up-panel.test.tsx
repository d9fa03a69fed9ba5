import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answeringPortal } from "@/tests/support/answering-portal";
import { SetUpPanel } from "./set-up-panel";

afterEach(() => vi.unstubAllGlobals());

it("the focus follows the steps, whose buttons go as they are pressed", async () => {
  answeringPortal(({ body }) =>
    Response.json(
      (body as { code?: string }).code
        ? { recoveryCodes: ["AAAA-BBBB"] }
        : { secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP" },
    ),
  );
  render(<SetUpPanel closed={null} destination="/" passkeys />);
  const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
  await press("Passkey");
  expect(document.activeElement).toBe(screen.getByLabelText("Name"));
  await press("Choose another way");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Authenticator app" }));
  await press("Authenticator app");
  expect(document.activeElement).toBe(screen.getByLabelText("Code"));
  await screen.findByRole("img", { name: /QR code/ });
  await userEvent.type(screen.getByLabelText("Code"), "123456{Enter}");
  const codes = await screen.findByRole("heading", { name: "Your recovery codes" });
  expect(document.activeElement).toBe(codes);
});

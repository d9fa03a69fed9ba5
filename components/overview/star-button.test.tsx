import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { router } from "@/tests/support/address-bar";
import { answeringPortal, laterAnswer, refusal } from "@/tests/support/answering-portal";
import { StarButton } from "./star-button";

beforeEach(() => router.refresh.mockClear());
afterEach(() => vi.unstubAllGlobals());

const star = () => screen.getByRole("button", { name: "Star Metro Towing" });
const isPressed = () => star().getAttribute("aria-pressed") === "true";

test("a press shows the star at once, and asks for the page anew when it is stored", async () => {
  const late = laterAnswer();
  const requests = answeringPortal(() => late.answer);
  render(<StarButton slug="metro" name="Metro Towing" starred={false} />);
  await userEvent.click(star());
  expect(isPressed()).toBe(true);
  // A second press before the answer would undo what the first one has not done yet.
  await userEvent.click(star());
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["PUT /api/workspaces/metro/star"]);
  late.give(new Response(null, { status: 204 }));
  await waitFor(() => expect(router.refresh).toHaveBeenCalledTimes(1));
});

test("a star that is there is taken away", async () => {
  const requests = answeringPortal(() => new Response(null, { status: 204 }));
  render(<StarButton slug="metro" name="Metro Towing" starred />);
  expect(isPressed()).toBe(true);
  await userEvent.click(star());
  await waitFor(() => expect(requests.map(({ method }) => method)).toEqual(["DELETE"]));
});

test("a star that can't be stored goes again", async () => {
  answeringPortal(() => refusal(503, { code: "database_unavailable", detail: "Not now" }));
  render(<StarButton slug="metro" name="Metro Towing" starred={false} />);
  await userEvent.click(star());
  await waitFor(() => expect(isPressed()).toBe(false));
  expect(router.refresh).not.toHaveBeenCalled();
});

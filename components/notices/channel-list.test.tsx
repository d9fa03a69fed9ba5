import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChannelView } from "@/lib/notices/channels";
import { forgetAddress, router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { Toaster } from "../shell/theme";
import { ChannelList } from "./channel-list";

beforeEach(forgetAddress);
afterEach(() => vi.unstubAllGlobals());

const CHANNEL: ChannelView = {
  ...{ id: "c1", name: "Team chat", format: "slack", host: "hooks.slack.com", template: null },
  ...{ createdAt: "2026-11-01T10:00:00.000Z", pausedAt: null, lastDeliveredAt: null, lastFailedAt: null },
  ...{ lastError: null, waiting: 0, undelivered: 0 },
};
const made = () => Response.json({ secret: "whsec_once" }, { status: 201 });
const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));

async function fill(kind: string) {
  await press("Add channel");
  await userEvent.type(screen.getByLabelText("Name"), "  Night watch ");
  await userEvent.selectOptions(screen.getByLabelText("Kind"), kind);
  await userEvent.type(screen.getByLabelText("Address"), "https://chat.example.com/in");
}
const send = () =>
  userEvent.click(screen.getAllByRole("button", { name: "Add channel" }).at(-1) ?? document.body);

describe("the dialog for a new channel", () => {
  it("sends what was typed, and no template where nobody changed it", async () => {
    const requests = answeringPortal(made);
    render(<ChannelList channels={[]} />);
    await fill("Slack");
    await send();
    const body = { name: "Night watch", format: "slack", url: "https://chat.example.com/in", template: null };
    expect(requests).toMatchObject([{ method: "POST", path: "/api/me/notice-channels", body }]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(router.refresh).toHaveBeenCalled();
  });

  it("shows a program's secret once", async () => {
    answeringPortal(made);
    render(<ChannelList channels={[]} />);
    await fill("Any webhook");
    await send();
    const secret = await screen.findByLabelText<HTMLInputElement>("Signing secret");
    expect(secret.value).toBe("whsec_once");
    await press("I have kept it");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await press("Add channel");
    expect(document.body.textContent).not.toContain("whsec_once");
  });

  it("keeps what was typed where the address is refused, and says so beside it", async () => {
    const errors = [{ path: "/url", message: "must be reached by HTTPS" }];
    answeringPortal(() => refusal(422, { code: "invalid_body", errors }));
    render(<ChannelList channels={[]} />);
    await fill("Slack");
    await send();
    const { id } = await screen.findByText("must be reached by HTTPS");
    expect(screen.getByLabelText("Address").getAttribute("aria-describedby")?.split(" ")).toContain(id);
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("  Night watch ");
  });

  it("sends a template that somebody wrote, and forgets it with another kind", async () => {
    const requests = answeringPortal(made);
    render(<ChannelList channels={[]} />);
    await fill("Slack");
    const template = screen.getByLabelText<HTMLTextAreaElement>("Template");
    await userEvent.clear(template);
    await userEvent.type(template, "Look!");
    await userEvent.selectOptions(screen.getByLabelText("Kind"), "Microsoft Teams");
    expect(template.value).not.toBe("Look!");
    await userEvent.clear(template);
    await userEvent.type(template, "Look here!");
    await send();
    expect(requests).toMatchObject([{ body: { format: "teams", template: "Look here!" } }]);
  });
});

describe("a channel", () => {
  it("that fails says why, and one that works when it last did", () => {
    const at = new Date(Date.now() - 120_000).toISOString();
    const failing = {
      ...CHANNEL,
      id: "c2",
      lastDeliveredAt: CHANNEL.createdAt,
      lastFailedAt: at,
      lastError: "404",
    };
    render(
      <ChannelList
        channels={[
          { ...CHANNEL, lastDeliveredAt: at },
          { ...failing, undelivered: 2 },
        ]}
      />,
    );
    const [working, broken] = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(working).toContain("Last notice");
    expect(broken).toContain("404");
    expect(broken).toContain("2 given up");
    expect(broken).not.toContain("Last notice");
  });

  it("is tested, and its receiver's answer is told either way", async () => {
    const answers = [
      { delivered: true, status: 200, error: null },
      { delivered: false, status: 410, error: "It answered 410" },
    ];
    const requests = answeringPortal(() => Response.json(answers[requests.length - 1]));
    render(
      <>
        <ChannelList channels={[CHANNEL]} />
        <Toaster />
      </>,
    );
    await press("Send a test: Team chat");
    expect(await screen.findByText("The test arrived at hooks.slack.com")).toBeTruthy();
    await press("Send a test: Team chat");
    expect(await screen.findByText("The test did not arrive: It answered 410")).toBeTruthy();
  });

  it("is paused, resumed and removed, the last one after a question", async () => {
    const requests = answeringPortal(() => new Response(null, { status: 204 }));
    const { rerender } = render(<ChannelList channels={[CHANNEL]} />);
    await press("Pause: Team chat");
    rerender(<ChannelList channels={[{ ...CHANNEL, pausedAt: CHANNEL.createdAt }]} />);
    expect(screen.getByText("Paused")).toBeTruthy();
    await press("Resume: Team chat");
    await press("Remove: Team chat");
    expect(requests).toMatchObject([{ body: { paused: true } }, { body: { paused: false } }]);
    await press("Remove");
    await waitFor(() => expect(requests[2]).toMatchObject({ method: "DELETE" }));
  });
});

import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { goTo, router } from "@/tests/support/address-bar";
import { answeringPortal, laterAnswer, refusal, type Sent } from "@/tests/support/answering-portal";
import { CommandPalette } from "./command-palette";
import { eventsGroup } from "./palette-entries";

const WORKSPACES = [
  {
    slug: "dental",
    name: "Harbour Dental",
    colour: 1,
    role: "editor",
    health: "ok" as const,
    starred: false,
  },
  { slug: "towing", name: "Metro Towing", colour: 2, role: "viewer", health: "ok" as const, starred: false },
];

const flow = (name: string, more: Record<string, unknown> = {}) => ({
  workspace: "towing",
  kind: "call_flow",
  id: "f1",
  name,
  isActive: true,
  agentName: null,
  folderName: null,
  hits: [{ path: "/name", before: "", match: name, after: "" }],
  ...more,
});

const found = (items: unknown[], unread = 0) => Response.json({ items, nextCursor: null, unread });
const wordsOf = ({ path }: Sent) => new URL(path, "http://portal.test").searchParams.get("q");

let requests: Sent[];
let answer: (sent: Sent) => Response | Promise<Response>;
const closed = vi.fn();

beforeEach(() => {
  answer = () => found([]);
  requests = answeringPortal((sent) => answer(sent));
  closed.mockReset();
  goTo("/dental/call-flows");
});
afterEach(() => vi.unstubAllGlobals());

interface Opened {
  typed?: string;
  entered?: boolean;
  isOwner?: boolean;
  mode?: "all" | "workspaces";
}

function open({ typed = "", entered = false, isOwner = false, mode = "all" }: Opened = {}) {
  return render(
    <CommandPalette
      mode={mode}
      onClose={closed}
      user={{ id: "u1", name: "Ada", email: "ada@example.com", isOwner }}
      workspaces={WORKSPACES}
      typed={typed}
      entered={entered}
      opener={{ current: null }}
    />,
  );
}

const options = () => screen.getAllByRole("option").map(({ textContent }) => textContent);
const type = (text: string) => userEvent.type(screen.getByRole("combobox"), text);

describe("flows", () => {
  test("of any workspace are found by name, and Enter opens the first", async () => {
    answer = () => found([flow("Night line")]);
    open();
    await type("night line");
    await screen.findByRole("option", { name: /Night line.*Metro Towing/ });
    await userEvent.keyboard("{Enter}");
    expect(router.push).toHaveBeenCalledWith("/towing/call-flows/f1");
    expect(closed).toHaveBeenCalled();
  });

  test("are shown with the text that matches, and open at the part of the page where it is", async () => {
    const hits = [{ path: "/webhooks/0/url", before: "…call ", match: "hooks", after: ".example.com" }];
    answer = () => found([flow("After hours", { hits })]);
    open();
    await type("hooks");
    await userEvent.click(await screen.findByText("After hours"));
    expect(router.push).toHaveBeenCalledWith("/towing/call-flows/f1#webhooks");
  });

  test("to be switched are found by the rest of what is typed, where one may switch them", async () => {
    answer = () =>
      found([
        flow("Night line", { workspace: "dental" }),
        flow("Night desk", { workspace: "dental", id: "f2", isActive: false }),
        flow("Night watch"),
      ]);
    open();
    await type("deactivate night");
    await userEvent.click(await screen.findByRole("option", { name: /^Deactivate Night line/ }));
    expect(requests.map(wordsOf)).toEqual(["night"]);
    expect(router.push).toHaveBeenCalledWith(expect.stringMatching(/^\/dental\/call-flows\/f1#/));
    expect(screen.queryByRole("option", { name: /^Deactivate Night (desk|watch)/ })).toBeNull();
  });

  test("beside them, the log of the present workspace can be searched for the same words", () => {
    const [current = null] = WORKSPACES;
    expect(eventsGroup({ current }, "night line")).toMatchObject([
      { entries: [{ href: "/dental/audit?q=night+line" }] },
    ]);
    expect(eventsGroup({ current: null }, "night line")).toEqual([]);
  });

  test("are not asked for at every letter, and an answer that comes late does not count", async () => {
    const late = laterAnswer();
    answer = (sent) => (wordsOf(sent) === "nig" ? late.answer : found([flow("Night line")]));
    open();
    await type("nig");
    await waitFor(() => expect(requests.map(wordsOf)).toEqual(["nig"]));
    await type("ht");
    await screen.findByText("Metro Towing");
    late.give(found([flow("Too late")]));
    await waitFor(() => expect(requests.map(wordsOf)).toEqual(["nig", "night"]));
    expect(screen.queryByText("Too late")).toBeNull();
  });

  test("whoever types a name and Enter at once gets its flow as soon as it is found", async () => {
    const later = laterAnswer();
    answer = () => later.answer;
    open();
    await type("zebra{Enter}");
    expect(router.push).not.toHaveBeenCalled();
    later.give(found([flow("Zebra crossing")]));
    await waitFor(() => expect(router.push).toHaveBeenCalledWith("/towing/call-flows/f1"));
  });

  test("that could not be searched are no flows that don't exist", async () => {
    answer = () => refusal(503, { code: "database_unavailable", title: "The database can't be reached" });
    open();
    await type("night");
    expect(await screen.findByText(/could not be searched: The database can't be reached/)).not.toBeNull();
  });

  test("whose texts nobody has read are counted", async () => {
    answer = () => found([], 3);
    open();
    await type("night");
    expect(await screen.findByText("The texts of 3 flows were not read yet.")).not.toBeNull();
    await userEvent.click(screen.getByText("All flows with “night”"));
    expect(router.push).toHaveBeenCalledWith("/search?q=night");
  });
});

describe("besides flows", () => {
  test("Enter that was pressed before the palette arrived chooses a page that matches", async () => {
    open({ typed: "settings", entered: true });
    await waitFor(() => expect(router.push).toHaveBeenCalledWith("/dental/settings"));
  });

  test("pages and acts of another workspace are found by its name, acts by those who may", async () => {
    open();
    await type("metro audit");
    await userEvent.click(await screen.findByText("Audit log"));
    expect(router.push).toHaveBeenCalledWith("/towing/audit");
  });

  test("a flow can be made where the role says so", async () => {
    open();
    await type("new call");
    await screen.findByText(/All flows with/);
    expect(options().filter((text) => text?.startsWith("New call flow"))).toEqual([
      "New call flowHarbour Dental",
    ]);
  });

  test("people are asked for by owners alone", async () => {
    answer = (sent) =>
      sent.path.startsWith("/api/users")
        ? Response.json({
            items: [{ id: "p1", name: "Tom Okafor", email: "tom@example.com" }],
            nextCursor: null,
          })
        : found([]);
    const { unmount } = open();
    await type("tom");
    await screen.findByText("Nothing has that name.");
    expect(requests.some(({ path }) => path.startsWith("/api/users"))).toBe(false);
    unmount();
    open({ isOwner: true });
    await type("tom");
    await userEvent.click(await screen.findByText("tom@example.com"));
    expect(router.push).toHaveBeenCalledWith("/people/p1");
  });

  test("the pages of before come first, without the present one", async () => {
    document.title = "Call flows · Switchboard";
    const { unmount } = open();
    unmount();
    goTo("/towing/settings");
    document.title = "Settings · Switchboard";
    open();
    expect(options()[0]).toBe("Call flows");
    const hrefs = screen.getAllByRole("option").map((option) => option.getAttribute("data-href"));
    expect(hrefs).not.toContain("/towing/settings");
    expect(options()).toContain("MTMetro Towing");
  });

  test("the list of workspaces has nothing else, and asks for nothing", async () => {
    open({ mode: "workspaces" });
    await type("harb");
    expect(options()).toEqual(["HDHarbour Dental"]);
    expect(requests).toEqual([]);
  });
});

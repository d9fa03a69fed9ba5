import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
import { BulkSelection, type SelectableFlow, useBulkSelection } from "./bulk-selection";
import { SelectAll } from "./select-all";
import { SelectFlow, SelectPage } from "./select-box";

afterEach(() => vi.unstubAllGlobals());

const flow = (id: string): SelectableFlow => ({ id, name: `Flow ${id}`, etag: `"${id}"`, source: null });
const ON_PAGE = [flow("a"), flow("b")];

function Chosen() {
  const { selected } = useBulkSelection();
  const words = selected.map(({ id, etag, source }) => `${id} ${etag}${source ? ` of ${source.id}` : ""}`);
  return <output>{words.join(", ")}</output>;
}

function List({ flows = ON_PAGE, path = "/api/list?drift=true", total = 4 }) {
  return (
    <BulkSelection flows={flows} list={{ path, total }}>
      <table>
        <thead>
          <tr>
            <th>
              <SelectPage />
            </th>
          </tr>
        </thead>
        <SelectAll columns={2} />
        <tbody>
          {flows.map(({ id, name }) => (
            <tr key={id}>
              <td>
                <SelectFlow id={id} name={name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Chosen />
    </BulkSelection>
  );
}

const chosen = () => screen.getByRole("status").textContent;
const pressPage = () =>
  userEvent.click(screen.getByRole("checkbox", { name: "Select all flows on this page" }));
const offer = (name: string) => screen.findByRole("button", { name });

const page = (flows: SelectableFlow[], nextCursor: string | null, missing: string[] = []) =>
  Response.json({
    items: flows.map(({ source, ...one }) => ({
      ...one,
      missing: missing.includes(one.id),
      copiedFrom: source && { source },
    })),
    nextCursor,
  });

function twoPages({ path }: Sent): Response {
  if (path.includes("cursor=next")) return page([flow("c"), flow("b"), flow("d")], null, ["d"]);
  return page([flow("a"), flow("b")], "next");
}

test("all pages are offered once the whole page is chosen, where there are more", async () => {
  const { rerender } = render(<List />);
  await userEvent.click(screen.getByRole("checkbox", { name: "Select Flow a" }));
  expect(screen.queryByRole("button")).toBeNull();
  await userEvent.click(screen.getByRole("checkbox", { name: "Select Flow b" }));
  await offer("Select all 4 flows");
  rerender(<List total={2} />);
  expect(screen.queryByRole("button")).toBeNull();
});

test("all pages are every flow that the filters match and that still exists, each once, with its entity tag", async () => {
  const requests = answeringPortal(twoPages);
  render(<List />);
  await pressPage();
  await userEvent.click(await offer("Select all 4 flows"));
  await offer("Clear the selection");
  expect(chosen()).toBe('a "a", b "b", c "c"');
  expect(requests.map(({ path }) => path)).toEqual([
    "/api/list?drift=true&sort=name&limit=200",
    "/api/list?drift=true&sort=name&limit=200&cursor=next",
  ]);
  await userEvent.click(await offer("Clear the selection"));
  expect(chosen()).toBe("");
});

test("a chosen flow of another page says what it was copied from", async () => {
  const copy = { ...flow("c"), source: { workspace: "metro", id: "s1", behind: 2 } };
  answeringPortal(() => page([copy], null));
  render(<List />);
  await pressPage();
  await userEvent.click(await offer("Select all 4 flows"));
  await offer("Clear the selection");
  expect(chosen()).toBe('a "a", b "b", c "c" of s1');
});

test("the choice stays on the next page, loses what is taken away, and ends with other filters", async () => {
  answeringPortal(twoPages);
  const { rerender } = render(<List />);
  await pressPage();
  await userEvent.click(await offer("Select all 4 flows"));
  await offer("Clear the selection");
  rerender(<List flows={[flow("c"), flow("e")]} />);
  await userEvent.click(screen.getByRole("checkbox", { name: "Select Flow c" }));
  expect(chosen()).toBe('a "a", b "b"');
  rerender(<List flows={[flow("c")]} path="/api/list?drift=false" />);
  expect(chosen()).toBe("");
});

test("a list that can't be read leaves the page chosen, and says why", async () => {
  answeringPortal(() => refusal(503, { code: "database_unavailable", detail: "Not now" }));
  render(<List />);
  await pressPage();
  await userEvent.click(await offer("Select all 4 flows"));
  expect((await screen.findByRole("alert")).textContent).toContain("Not now");
  expect(chosen()).toBe('a "a", b "b"');
});

test("at most 500 are chosen together, those of the page among them, and the offer says so", async () => {
  const many = Array.from({ length: 200 }, (_, place) => place);
  answeringPortal(({ path }) => {
    const from = Number(/cursor=(\d+)/.exec(path)?.[1] ?? 0);
    return page(
      many.map((place) => flow(`f${from + place}`)),
      String(from + 200),
    );
  });
  render(<List total={812} />);
  await pressPage();
  await userEvent.click(await offer("Select 500 of 812 flows"));
  await screen.findByText(/500 flows on all pages are selected/);
  expect(chosen()).toMatch(/^a "a", b "b", f0 /);
});

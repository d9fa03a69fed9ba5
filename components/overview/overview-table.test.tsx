import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { overviewItem as workspace } from "@/tests/support/overview-item";
import { OverviewTable } from "./overview-table";

test("each group has a heading with what is wrong in all of it, also where the page shows a part", () => {
  const [one, two, none] = [workspace("One"), workspace("Two", { drift: 3 }), workspace("None")];
  const dental = { group: { id: "g1", name: "Dental" }, items: [one, two], shown: [one] };
  render(<OverviewTable grouped parts={[dental, { group: null, items: [none], shown: [none] }]} />);
  const headings = screen.getAllByRole("rowheader").map(({ textContent }) => textContent);
  expect(headings).toEqual([
    "Dental2 workspaces3 flows changed in Trillet",
    "In no group1 workspaceall well",
  ]);
  expect(screen.queryByRole("link", { name: "Two" })).toBeNull();
});

test("a list without groups has no headings", () => {
  render(<OverviewTable grouped={false} parts={[{ group: null, items: [], shown: [workspace("One")] }]} />);
  expect(screen.queryAllByRole("rowheader")).toEqual([]);
});

test("copies that are behind lead to the list that has them, each kind to its own", () => {
  const item = workspace("One", { copiesBehind: { callFlows: 2, messageFlows: 1 } });
  render(<OverviewTable grouped={false} parts={[{ group: null, items: [item], shown: [item] }]} />);
  const links = within(screen.getByRole("table")).getAllByRole("link", { name: /behind$/ });
  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["2 copied call flows behind", "/one/call-flows?copy=behind&columns=source"],
    ["1 copied message flow behind", "/one/message-flows?copy=behind&columns=source"],
  ]);
});

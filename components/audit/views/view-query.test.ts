import { expect, it } from "vitest";
import { viewQuery } from "./view-query";

const of = (query: string) => viewQuery(new URLSearchParams(query));

it("a view keeps filters and zone, and neither place nor strangers", () => {
  expect(of("cursor=4&period=last-week&utm=x&zone=Europe%2FBerlin&q=")).toBe(
    "period=last-week&zone=Europe%2FBerlin",
  );
});

it("equal searches are equal views, in whatever order they were made", () => {
  expect(of("outcome=failed&q=a+b")).toBe(of("q=a%20b&outcome=failed"));
});

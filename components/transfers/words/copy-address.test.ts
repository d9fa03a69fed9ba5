import { expect, it } from "vitest";
import { copyHref, readCopyAddress } from "./copy-address";

it("an address that is made is read as what it was made of", () => {
  const address = { from: "harbour", kind: "call_flow" as const, ids: ["a1", "b2"], to: ["metro"], back: [] };
  const href = copyHref(address);
  expect(href).toBe("/copy?from=harbour&kind=call_flow&ids=a1,b2&to=metro");
  expect(readCopyAddress(new URL(href, "https://portal.example").searchParams)).toEqual(address);
});

it("an address may put flows back, each between versions of its own", () => {
  const back = [
    { from: 3, to: 2 },
    { from: 9, to: 7 },
  ];
  const address = { from: "metro", kind: "call_flow" as const, ids: ["a1", "b2"], to: [], back };
  const href = copyHref(address);
  expect(href).toBe("/copy?from=metro&kind=call_flow&ids=a1,b2&back=3-2,9-7");
  expect(readCopyAddress(new URL(href, "https://portal.example").searchParams)).toEqual(address);
  expect(readCopyAddress(new URLSearchParams("from=metro&kind=call_flow&ids=a1,b2&back=3-2"))).toBeNull();
  expect(readCopyAddress(new URLSearchParams("from=metro&kind=call_flow&ids=a1&back=3"))).toBeNull();
});

it.each(["", "from=harbour", "from=harbour&kind=letter&ids=a", "from=harbour&kind=call_flow&ids=,"])(
  "an address that names no flow is none: %s",
  (query) => {
    expect(readCopyAddress(new URLSearchParams(query))).toBeNull();
  },
);

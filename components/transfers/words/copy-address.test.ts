import { expect, it } from "vitest";
import { copyHref, readCopyAddress } from "./copy-address";

it("an address that is made is read as what it was made of", () => {
  const address = { from: "harbour", kind: "call_flow" as const, ids: ["a1", "b2"], to: ["metro"] };
  const href = copyHref(address);
  expect(href).toBe("/copy?from=harbour&kind=call_flow&ids=a1,b2&to=metro");
  expect(readCopyAddress(new URL(href, "https://portal.example").searchParams)).toEqual(address);
});

it.each(["", "from=harbour", "from=harbour&kind=letter&ids=a", "from=harbour&kind=call_flow&ids=,"])(
  "an address that names no flow is none: %s",
  (query) => {
    expect(readCopyAddress(new URLSearchParams(query))).toBeNull();
  },
);

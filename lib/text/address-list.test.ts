import { describe, expect, it } from "vitest";
import { looksLikeAddress, nameFromAddress, readAddressList } from "./address-list";

const read = (text: string) => readAddressList(text).map(({ email, name }) => [email, name]);

describe("a pasted list of addresses", () => {
  it("has commas, semicolons, tabs, blanks or line ends between them", () => {
    expect(
      read("a@x.org, b@x.org;c@x.org\r\nd@x.org\n\n  e@x.org f@x.org\tg@x.org ,").map(([email]) => email),
    ).toEqual(["a", "b", "c", "d", "e", "f", "g"].map((name) => `${name}@x.org`));
  });

  it("takes the names beside addresses, also with a comma in quotes", () => {
    expect(read('Mia Chen <mia@x.org>; "Okafor, Tom" <tom@x.org>, <lena@x.org>')).toEqual([
      ["mia@x.org", "Mia Chen"],
      ["tom@x.org", "Okafor, Tom"],
      ["lena@x.org", "Lena"],
    ]);
  });

  it("counts an address once, however it is written", () => {
    expect(read("mia@x.org, MIA@X.org, Mia <mia@x.org>")).toEqual([["mia@x.org", "Mia"]]);
  });

  it("keeps what is no address, so that its author sees it", () => {
    expect(read("mia@x.org, Tom Okafor, @nobody").map(([email]) => email)).toEqual([
      "mia@x.org",
      "Tom Okafor",
      "@nobody",
    ]);
  });

  it("is not swallowed by a quote that is never closed", () => {
    expect(read('"Mia <mia@x.org>\ntom@x.org').map(([email]) => email)).toEqual(["mia@x.org", "tom@x.org"]);
  });

  it("is empty without any", () => {
    expect(read(" ,;\n ")).toEqual([]);
  });
});

it("an address makes a name for who came without one", () => {
  const names = ["mia.chen@x.org", "tom_okafor+work@x.org", "émile@x.org", "li@x.org"].map(nameFromAddress);
  expect(names).toEqual(["Mia Chen", "Tom Okafor", "Émile", "Li"]);
});

it("a domain needs a dot to look like one of an address", () => {
  expect(["mia@x.org", "carla@northline", "x@", "a b@x.org"].map(looksLikeAddress)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

import { render, screen } from "@testing-library/react";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChangeList } from "./change-list";

const COLLECTIONS = "/dynamicVariableCollections";
const clinic = {
  id: "c1",
  name: "Clinic",
  isDefault: true,
  variables: [
    { key: "city", value: "Berlin" },
    { key: "phone", value: "1" },
  ],
};

/** What somebody reads of a change. */
function shown(path: string, before: unknown, after: unknown, initial = false): string {
  const { container, unmount } = render(<ChangeList changes={[{ path, before, after }]} initial={initial} />);
  const text = container.textContent ?? "";
  unmount();
  return text;
}

describe("a list of changes", () => {
  it("names a variable that came with an empty value, in a change and in a new flow", () => {
    const more = { ...clinic, variables: [...clinic.variables, { key: "insurer", value: "" }] };
    expect(shown(COLLECTIONS, [clinic], [more])).toContain("{{insurer}}Added: (empty)");
    expect(shown(COLLECTIONS, [clinic], [more])).not.toContain("order");
    expect(shown(COLLECTIONS, null, [more], true)).toContain("{{insurer}}(empty)");
    expect(shown(COLLECTIONS, [more], [clinic])).toContain("{{insurer}}Removed: (empty)");
  });

  it("says that only the order changed where nothing else did", () => {
    const other = { ...clinic, id: "c2", name: "Branch" };
    expect(shown(COLLECTIONS, [clinic, other], [other, clinic])).toContain("Only the order changed.");
    const edited = { ...other, name: "Branch office" };
    expect(shown(COLLECTIONS, [clinic, other], [edited, clinic])).toContain("The order changed, too.");
    expect(shown(COLLECTIONS, [clinic, other], [edited, clinic])).not.toContain("Only");
  });

  it("says that a header's value changed without any value of it", () => {
    const hook = {
      id: "w",
      name: "Book",
      url: "https://a.test",
      headers: [{ name: "X-Key", value: "••••" }],
    };
    expect(shown("/webhooks", [hook], [{ ...hook }])).toContain("never shown");
  });

  it("tells two texts apart that look alike", () => {
    render(<ChangeList changes={[{ path: "/name", before: "Café", after: "Cafe\u0301" }]} />);
    expect(screen.getByText(/invisible/)).toBeTruthy();
  });
});

/** Values without what a diff may treat as nothing, each of which can be found in a text. */
const word = fc.stringMatching(/^[a-z]{6,10}$/);
const leaf = fc.oneof(word, fc.integer({ min: 1_000, max: 9_999 }));

interface Path {
  path: string;
  item: fc.Arbitrary<Record<string, unknown>>;
}

const PATHS: Path[] = [
  {
    path: "/webhooks",
    item: fc.record({
      id: word,
      name: word,
      url: word,
      body: word,
      variables: fc.array(fc.record({ name: word, description: word, kind: word }), { maxLength: 3 }),
      responseVariables: fc.array(fc.record({ name: word, path: word, unit: word }), { maxLength: 3 }),
      retries: leaf,
    }),
  },
  {
    path: COLLECTIONS,
    item: fc.record({
      id: word,
      name: word,
      note: word,
      variables: fc.array(fc.record({ key: word, value: fc.oneof(word, fc.constant("")), hint: word }), {
        maxLength: 4,
      }),
    }),
  },
  { path: "/settings/transfers", item: fc.dictionary(word, leaf, { minKeys: 1, maxKeys: 4 }) },
  {
    path: "/flowData/nodes",
    item: fc.record({
      id: word,
      type: word,
      position: fc.record({ x: fc.integer(), y: fc.integer() }),
      data: fc.dictionary(word, leaf, { maxKeys: 3 }),
      width: leaf,
    }),
  },
  {
    path: "/flowData/edges",
    item: fc.record({ id: word, source: word, target: word, label: word, kind: leaf }),
  },
  {
    path: "/settings/knowledgeBaseFiles",
    item: fc.record({ key: word, filename: word, url: word, size: leaf }),
  },
  {
    path: "/settings/unknownList",
    item: fc.dictionary(word, fc.oneof(leaf, fc.constant("")), { minKeys: 1 }),
  },
];

/** Every value in a document, as a text that a reader would see. */
function valuesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(valuesIn);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(valuesIn);
  return value === "" ? [] : [String(value)];
}

describe.each(PATHS)("the rendered diff of two lists of $path", ({ path, item }) => {
  const lists = fc.array(item, { maxLength: 4 });

  it("names every value that is in one of them only", () => {
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        fc.pre(JSON.stringify(before) !== JSON.stringify(after));
        const text = shown(path, before, after);
        const [old, present] = [new Set(valuesIn(before)), new Set(valuesIn(after))];
        const gone = [...old].filter((value) => !present.has(value));
        const come = [...present].filter((value) => !old.has(value));
        // The ids of items that came or went, and places in a picture, say nothing to anybody.
        const unnamed = [...gone, ...come].filter((value) => !text.includes(value));
        const quiet = new Set([...before, ...after].flatMap(({ id, position }) => valuesIn([id, position])));
        expect(unnamed.filter((value) => !quiet.has(value))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("names the one place that was edited, and no other item", () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), fc.nat(), (before, chosen) => {
        const after = structuredClone(before);
        const edited = after[chosen % after.length];
        const key = Object.keys(edited ?? {}).find(
          (name) => typeof edited?.[name] === "string" && name !== "id",
        );
        fc.pre(
          edited !== undefined &&
            key !== undefined &&
            new Set(before.map(({ id }) => id)).size === before.length,
        );
        if (!edited || key === undefined) return;
        edited[key] = "renewed";
        const text = shown(path, before, after);
        expect(text).toContain("renewed");
        expect(text).not.toMatch(/order changed/i);
      }),
      { numRuns: 60 },
    );
  });

  it("claims nothing but an order where only that changed", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(item, { minLength: 2, maxLength: 4, selector: (one) => JSON.stringify(one) }),
        (before) => {
          const text = shown(path, before, [...before].reverse());
          expect(text).not.toMatch(/never shown/);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("the rendered diff of two prompts", () => {
  const words = fc.array(fc.constantFrom("be", "brief", "and", "kind", "ask", "once", "more"), {
    minLength: 1,
    maxLength: 7,
  });
  const prompt = fc
    .array(words, { minLength: 1, maxLength: 12 })
    .map((lines) => lines.map((line) => line.join(" ")).join("\n"));

  it("shows every line that is in one of them only, under its sign, and marks no other", () => {
    fc.assert(
      fc.property(prompt, prompt, (before, after) => {
        fc.pre(before !== after);
        const { container, unmount } = render(
          <ChangeList changes={[{ path: "/prompt", before: `${before}\n\n`, after: `${after}\n\n` }]} />,
        );
        const marked = [...container.querySelectorAll("del, ins")].map((mark) => mark.textContent);
        const text = container.textContent ?? "";
        unmount();
        const [old, present] = [before.split("\n"), after.split("\n")];
        for (const line of old.filter((one) => !present.includes(one)))
          expect(text).toContain(`Removed: ${line}`);
        for (const line of present.filter((one) => !old.includes(one)))
          expect(text).toContain(`Added: ${line}`);
        expect(marked.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it("numbers the lines, and leaves out what is alike with its count", () => {
    const lines = Array.from({ length: 20 }, (_, place) => `Rule ${place + 1} stands.`);
    const text = shown("/prompt", lines.join("\n"), lines.with(9, "Rule 10 fell.").join("\n"));
    expect(text).toContain("… 7 lines as before");
    expect(text).toContain("10Removed: Rule 10 stands.10Added: Rule 10 fell.");
    expect(text).toContain("… 8 lines as before");
  });

  it("writes an empty value as such", () => {
    expect(shown("/name", "Desk", "")).toContain("Added: (empty)");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { neighbourTowards } from "./canvas-keys";
import { readFlowGraph } from "./flow-graph";
import {
  arrangeGraph,
  arrangementKey,
  BOX,
  drawFlowGraph,
  extentOf,
  type Places,
  rearrangeGraph,
} from "./flow-graph-layout";

const draw = (nodes: unknown[], edges: unknown[]) => drawFlowGraph(readFlowGraph({ nodes, edges }));
const chain = (length: number) =>
  [
    Array.from({ length }, (_, id) => ({ id: `n${id}` })),
    Array.from({ length: length - 1 }, (_, id) => ({ source: `n${id}`, target: `n${id + 1}` })),
  ] as const;

function overlapping(places: Places): boolean {
  const all = [...places.values()];
  return all.some((one, index) =>
    all
      .slice(index + 1)
      .some(
        (other) => Math.abs(one.x - other.x) < BOX.width - 1 && Math.abs(one.y - other.y) < BOX.height - 1,
      ),
  );
}

describe("drawing a graph", () => {
  test("a node that an edge names and that does not exist gets one box of its own", () => {
    const { boxes, lines } = draw(
      [{ id: "a" }],
      [
        { source: "a", target: "b" },
        { source: "b", target: "a" },
      ],
    );
    expect(boxes.map(({ title, node }) => [title, node === null])).toEqual([
      ["a", false],
      ["b", true],
    ]);
    expect(lines.map(({ from, to }) => [from, to])).toEqual([
      ["a", boxes[1]?.key],
      [boxes[1]?.key, "a"],
    ]);
  });

  test("an edge that names no node at one end is not drawn", () => {
    expect(draw([{ id: "a" }], [{ source: "a" }, 5]).lines).toEqual([]);
  });
});

describe("positions that a graph brings along", () => {
  const at = (...corners: [number, number][]) =>
    draw(
      corners.map(([x, y], id) => ({ id: `n${id}`, position: { x, y } })),
      [],
    );

  test("are used where they make a picture", () => {
    const places = arrangeGraph(at([0, 0], [300, 120], [-2_000, 900]));
    expect([...places.values()]).toEqual([
      { x: 0, y: 0 },
      { x: 300, y: 120 },
      { x: -2_000, y: 900 },
    ]);
  });

  test.each<[string, [number, number][]]>([
    [
      "far apart",
      [
        [0, 0],
        [60_000, -45_000],
      ],
    ],
    [
      "beyond all measure",
      [
        [0, 0],
        [1e300, 0],
        [-1e300, 5],
      ],
    ],
    [
      "all in one place",
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
  ])("are left out of account where boxes are %s: there would be nothing to see", (_, corners) => {
    const places = arrangeGraph(at(...corners));
    expect(overlapping(places)).toBe(false);
    const { width, height } = extentOf(places);
    expect(Math.max(width, height)).toBeLessThan(2_000);
  });
});

describe("arranging a graph", () => {
  test("every box gets a place and no two overlap, for any edges", () => {
    const edge = fc.record({ source: fc.nat(12), target: fc.nat(12) });
    fc.assert(
      fc.property(fc.nat(9), fc.array(edge, { maxLength: 20 }), (count, edges) => {
        const drawing = draw(
          Array.from({ length: count }, (_, id) => ({ id })),
          edges,
        );
        const places = arrangeGraph(drawing);
        expect([...places.keys()].sort()).toEqual(drawing.boxes.map(({ key }) => key).sort());
        expect(overlapping(places)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test("later nodes are placed lower", () => {
    const places = arrangeGraph(draw(...(chain(4) as [unknown[], unknown[]])));
    const heights = ["n0", "n1", "n2", "n3"].map((key) => places.get(key)?.y ?? 0);
    expect(heights).toEqual([...heights].sort((one, other) => one - other));
    expect(new Set(heights).size).toBe(4);
  });

  test("positions that come along are used only if every node has one", () => {
    const placed = [
      { id: "a", position: { x: 500, y: 1 } },
      { id: "b", position: { x: 0, y: 900 } },
    ];
    expect(arrangeGraph(draw(placed, [])).get("b")).toEqual({ x: 0, y: 900 });
    expect(arrangeGraph(draw([...placed, { id: "c" }], [])).get("b")).not.toEqual({ x: 0, y: 900 });
    expect(arrangeGraph(draw([placed[0], { id: "b", position: { x: "0" } }], [])).get("a")).not.toEqual({
      x: 500,
      y: 1,
    });
  });

  test("a graph of thousands of nodes, cycles among them, is arranged without overlaps", () => {
    const [nodes, edges] = chain(700);
    const places = arrangeGraph(draw([...nodes], [...edges, { source: "n699", target: "n0" }]));
    expect(places.size).toBe(700);
    expect(overlapping(places)).toBe(false);
  });

  test("a large graph keeps its places when a node joins, and the node comes below the one that leads to it", () => {
    const [nodes, edges] = chain(100);
    const before = arrangeGraph(draw([...nodes], [...edges]));
    const after = rearrangeGraph(
      draw([...nodes, { id: "new" }], [...edges, { source: "n50", target: "new" }]),
      before,
    );
    expect([...after].filter(([key]) => key !== "new")).toEqual([...before]);
    expect(after.get("new")?.y).toBeGreaterThan(before.get("n50")?.y ?? 0);
    expect(overlapping(after)).toBe(false);
  });

  test("words in a node do not call for a new arrangement, an edge does", () => {
    const key = (data: unknown, edges: unknown[]) =>
      arrangementKey(draw([{ id: "a", data }, { id: "b" }], edges));
    expect(key({ prompt: "one" }, [])).toBe(key({ prompt: "two" }, []));
    expect(key(null, [])).not.toBe(key(null, [{ source: "a", target: "b" }]));
  });
});

describe("the box that an arrow key leads to", () => {
  const places = new Map([
    ["top", { x: 100, y: 0 }],
    ["left", { x: 0, y: 200 }],
    ["right", { x: 260, y: 200 }],
    ["far", { x: 520, y: 200 }],
  ]);
  test("up and down leave the row, left and right stay in it", () => {
    expect(neighbourTowards(places, "top", "down")).toBe("left");
    expect(neighbourTowards(places, "right", "up")).toBe("top");
    expect(neighbourTowards(places, "left", "right")).toBe("right");
    expect(neighbourTowards(places, "far", "left")).toBe("right");
  });
  test("at the border there is none", () => {
    expect(neighbourTowards(places, "top", "up")).toBeNull();
    expect(neighbourTowards(places, "top", "left")).toBeNull();
    expect(neighbourTowards(places, "nowhere", "left")).toBeNull();
  });
});

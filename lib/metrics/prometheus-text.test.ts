import { expect, test } from "vitest";
import { prometheusText } from "./prometheus-text";

test("a metric has its help and type above its samples, and the text ends with a line break", () => {
  const text = prometheusText([
    { name: "jobs", help: "Jobs by state.", samples: [{ labels: { state: "open" }, value: 2 }] },
    { name: "runs_total", help: "Runs.", type: "counter", samples: [{ value: 7 }] },
  ]);
  expect(text).toBe(
    [
      "# HELP jobs Jobs by state.",
      "# TYPE jobs gauge",
      'jobs{state="open"} 2',
      "# HELP runs_total Runs.",
      "# TYPE runs_total counter",
      "runs_total 7",
      "",
    ].join("\n"),
  );
});

test("a label's value can't end its line or its quotes", () => {
  const hostile = 'a"} 1\nforged 9 \\';
  const [, , sample] = prometheusText([
    { name: "jobs", help: "Jobs.", samples: [{ labels: { name: hostile }, value: 1 }] },
  ]).split("\n");
  expect(sample).toBe('jobs{name="a\\"} 1\\nforged 9 \\\\"} 1');
});

test("a help text stays on one line", () => {
  expect(prometheusText([{ name: "jobs", help: "One\ntwo", samples: [] }])).toBe(
    "# HELP jobs One\\ntwo\n# TYPE jobs gauge\n",
  );
});

test("several labels are separated by commas", () => {
  const samples = [{ labels: { workspace: "harbour", kind: "call_flow" }, value: 0.5 }];
  expect(prometheusText([{ name: "age", help: "Age.", samples }])).toContain(
    'age{workspace="harbour",kind="call_flow"} 0.5\n',
  );
});

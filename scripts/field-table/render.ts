import { fieldGuide, fieldLabel } from "@/lib/flows/fields/flow-fields";
import { SECTIONS } from "@/lib/flows/fields/sections";
import { type FlowKind, flowKindLabel } from "@/lib/flows/model/flow";
import { type FieldMapping, MAPPING } from "./mapping";
import { RULES, type RuleKey } from "./rules";

const HEAD = `# Every field

Written by \`node --import tsx scripts/field-table.ts\` from the request schemas, the field guide
(\`lib/flows/guide\`) and \`scripts/field-table/mapping.ts\`. Don't edit it here: \`scripts/field-table.test.ts\` fails
when it differs from what they generate.

Where a field is set in a new flow and in an existing one, what it is called upstream, and the tests that show it (T…,
at the end).

- **Requests.** Both generations get the same requests. Their pages differ in what they list for an update of a call
  flow: the older one has name, description, prompt, \`toggleAutopilot\`, response settings, security, both limits and
  webhooks; the newer one has everything shown here but \`toggleAutopilot\`, which is sent only to flows whose
  answer has an autopilot. "–" means that the request does not take the field.
- **Answers.** "not shown" means that the documents of that generation show no such field in any answer: Switchboard
  then keeps the value that it last knew. Either spelling is understood in any answer.
- Help texts, defaults and limits are in the guide, and in the forms.
`;

const COLUMNS = [
  "field",
  "new flow",
  "existing flow",
  "create request",
  "update request",
  "newer answers",
  "older answers",
  "tests",
];

function testNumbers(): Map<RuleKey, string> {
  return new Map((Object.keys(RULES) as RuleKey[]).map((key, index) => [key, `T${index + 1}`]));
}

function row(mapping: FieldMapping, numbers: Map<RuleKey, string>): string {
  const name = (spelled: string | null, absent: string) => spelled?.replace(/^[^,]+/, "`$&`") ?? absent;
  const cells = [
    `${fieldLabel(mapping.path)}<br>\`${mapping.path}\``,
    mapping.create,
    mapping.update,
    name(mapping.createRequest, "–"),
    name(mapping.updateRequest, "–"),
    name(mapping.newer, "not shown"),
    name(mapping.older, "not shown"),
    [...new Set(mapping.rules)].map((key) => numbers.get(key)).join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

function renderKind(kind: FlowKind, numbers: Map<RuleKey, string>): string {
  const sections = SECTIONS[kind].map(({ id, title }) => {
    const rows = MAPPING[kind].filter(({ path }) => fieldGuide(kind, path)?.section === id);
    const lines = rows.map((mapping) => row(mapping, numbers));
    return [
      `### ${title}`,
      "",
      `| ${COLUMNS.join(" | ")} |`,
      `|${"---|".repeat(COLUMNS.length)}`,
      ...lines,
    ].join("\n");
  });
  return [`## ${flowKindLabel(kind)}`, ...sections].join("\n\n");
}

/** Returns the whole table as Markdown. */
export function renderFieldTable(): string {
  const numbers = testNumbers();
  const tests = [...numbers].map(
    ([key, number]) => `- ${number}: \`${RULES[key].file}\` "${RULES[key].rule}"`,
  );
  return [
    HEAD,
    renderKind("call_flow", numbers),
    "",
    renderKind("message_flow", numbers),
    "",
    "## Tests",
    "",
    ...tests,
    "",
  ].join("\n");
}

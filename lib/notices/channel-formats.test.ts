import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMAT_NAMES, FORMATS, type MessageFacts, messageBody, templateFault } from "./channel-formats";

const facts = (changes: Partial<MessageFacts> = {}): MessageFacts => ({
  sentence: "Mia changed “Support”.",
  link: "https://portal.example/dental/audit/1",
  workspace: "Dental",
  kind: "drift",
  at: "2026-12-01T10:00:00.000Z",
  id: "0190",
  ...changes,
});

describe("a message", () => {
  it("of Slack mentions nobody and links nowhere, whatever a flow is called", () => {
    const body = JSON.parse(
      messageBody("slack", null, facts({ sentence: "<!channel> <https://evil|ok> & co" })),
    );
    expect(body).toEqual({
      text: "&lt;!channel&gt; &lt;https://evil|ok&gt; &amp; co <https://portal.example/dental/audit/1|Open>",
    });
  });

  it("of Teams has no link but its button's", () => {
    const { attachments } = JSON.parse(
      messageBody("teams", null, facts({ sentence: "[free](https://evil) *x*" })),
    );
    const [card] = attachments;
    expect(card.content.body[0].text).toBe("\\[free\\]\\(https://evil\\) \\*x\\*");
    expect(card.content.actions[0].url).toBe("https://portal.example/dental/audit/1");
  });

  it("of one's own JSON keeps its shape, whatever the values are", () => {
    const template = '{"text": "{{ sentence }}", "list": [{"in": "{{workspace}}: {{kind}}"}], "count": 3}';
    fc.assert(
      fc.property(fc.string(), fc.string(), (sentence, workspace) => {
        expect(JSON.parse(messageBody("json", template, facts({ sentence, workspace })))).toEqual({
          text: sentence,
          list: [{ in: `${workspace}: drift` }],
          count: 3,
        });
      }),
    );
  });
});

describe("a template", () => {
  it("is refused for a placeholder that nobody knows, and for JSON that is none", () => {
    expect(templateFault("slack", "{{secret}}")).toContain("{{secret}}");
    expect(templateFault("json", "{{sentence}}")).toContain("JSON");
    expect(templateFault("json", '{"a": {{sentence}}}')).toContain("JSON");
    expect(templateFault("json", '"{{sentence}}"')).toContain("object");
  });

  it("of each format's own is fit", () => {
    for (const name of FORMAT_NAMES) expect(templateFault(name, FORMATS[name].standard)).toBeNull();
  });
});

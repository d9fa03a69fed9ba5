import { render } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { surviveTranslators } from "./translated-pages";

beforeAll(() => surviveTranslators(Node));

/** Does what the translators of browsers do: every text goes into an element of theirs. */
function translate(page: Element): void {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  const texts: Node[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const font = document.createElement("font");
    text.parentNode?.replaceChild(font, text);
    font.appendChild(text);
  }
}

function Saved({ saved }: { saved: boolean }) {
  return (
    <div>
      {saved ? "Saved" : <em>Unsaved</em>} {saved ? null : "changes"}
      {saved ? <p>No changes</p> : "Save"}
    </div>
  );
}

describe("a page that a browser has translated", () => {
  it("goes on when its texts come and go", () => {
    const { container, rerender } = render(<Saved saved={false} />);
    for (const saved of [true, false, true, false]) {
      translate(container);
      rerender(<Saved saved={saved} />);
      expect(container.querySelector("p")?.textContent ?? null).toBe(saved ? "No changes" : null);
    }
  });

  it("can still be taken away", () => {
    const { container, unmount } = render(<Saved saved />);
    translate(container);
    unmount();
    expect(container.childElementCount).toBe(0);
  });
});

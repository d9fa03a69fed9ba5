import type { Locator, Page } from "playwright-core";

/** More steps than this to a control is no way that a person would go. */
const LONGEST_WAY = 250;

/** A person who has a keyboard and nothing else. Nothing here presses or focuses by any other means. */
export class Keyboard {
  constructor(readonly page: Page) {}

  /** Presses keys, one after the other. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /**
   * Goes to a control by Tab, or backwards by Shift+Tab.
   * @throws Error when it is not reached within a bound: it cannot be reached, or the focus was lost on the way
   */
  async goTo(control: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    // Found once: a search by role at every step would take longer than the steps.
    const wanted = await control.elementHandle();
    for (let step = 0; step < LONGEST_WAY; step += 1) {
      if (await wanted?.evaluate((element) => element === document.activeElement)) return;
      await this.press(key);
    }
    throw new Error(`${control} is not reached by ${key}`);
  }

  /** Goes to a control and presses a key there. */
  async use(control: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
    await this.goTo(control);
    await this.press(key);
  }

  /** Goes to a text field and replaces its text. */
  async write(field: Locator, text: string): Promise<void> {
    await this.goTo(field);
    await this.press("ControlOrMeta+a");
    await this.type(text);
  }

  /** Goes to a choice and steps through its answers by the arrows. */
  async choose(select: Locator, answer: string): Promise<void> {
    await this.goTo(select);
    const chosen = () =>
      select.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.textContent ?? "");
    for (const arrow of ["ArrowDown", "ArrowUp"]) {
      for (let before = ""; before !== (await chosen()); await this.press(arrow)) {
        before = await chosen();
        if (before === answer) return;
      }
    }
    throw new Error(`no answer "${answer}", the last one is "${await chosen()}"`);
  }

  /** Waits until something that was just opened has taken the focus. */
  async arriveAt(control: Locator): Promise<void> {
    await control.and(this.page.locator(":focus")).waitFor({ state: "attached" });
  }
}

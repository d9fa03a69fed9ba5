"use client";

import { useRef } from "react";

/**
 * Returns the handlers of a dialog that give the focus back to where it was before. Radix does so for the trigger inside
 * the dialog's root only; a dialog that something else opens would drop the focus to the page.
 */
export function useOpener() {
  const opener = useRef<Element>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = lasting(document.activeElement);
    },
    onCloseAutoFocus: (event: Event) => {
      // Safari gives a pressed button no focus. The trigger, if there is one, gets it then.
      if (event.defaultPrevented || opener.current === null || opener.current === document.body) return;
      event.preventDefault();
      focusNear(opener.current);
    },
  };
}

/** A menu closes when its entry opens a dialog; the button that the menu is named after stays. */
function lasting(focused: Element | null): Element | null {
  const menu = focused?.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : focused;
}

/**
 * Focuses an element. Where it can't take the focus any more, the nearest one around it that can; where it is gone, the
 * page's content.
 */
function focusNear(element: Element): void {
  const around = element.isConnected ? element : document.querySelector("main");
  for (let at = around; at instanceof HTMLElement; at = at.parentElement) {
    at.focus();
    if (document.activeElement === at) return;
  }
}

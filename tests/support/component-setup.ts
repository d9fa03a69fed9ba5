import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import { forgetAddress } from "./address-bar";

// The library does this by itself only where a test runner's functions are global.
afterEach(() => {
  cleanup();
  forgetAddress();
});

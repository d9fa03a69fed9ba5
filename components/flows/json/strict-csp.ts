import { config } from "zod";

// The content policy forbids making code from text. Without this setting zod tests once whether it may, and the browser
// reports a violation. Import this before any schema.
config({ jitless: true });

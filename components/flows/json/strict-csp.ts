import { config } from "zod";

// The content policy forbids making code from text. zod would try it once to see whether it may, which the browser
// reports as a violation. Import this before any schema.
config({ jitless: true });

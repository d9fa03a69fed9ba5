import { UPSTREAM_ID } from "@/lib/text/ids";
import type { TextRule } from "@/lib/text/text-rule";

/** A workspace's name. */
export const WORKSPACE_NAME: TextRule = {
  shortest: 1,
  longest: 80,
  tooShort: "Give the workspace a name",
};

/** A key of the upstream. Only characters that fit into an HTTP header are allowed. */
export const API_KEY: TextRule = {
  shortest: 8,
  longest: 512,
  tooShort: "An API key has at least 8 characters",
  form: { pattern: /^[\x21-\x7e]+$/, unfit: "An API key has no spaces or special characters" },
};

const UPSTREAM_ID_WORDS = "must be the workspace's id at Trillet: letters, digits, - and _";

/** The workspace's id at the upstream. */
export const UPSTREAM_WORKSPACE_ID: TextRule = {
  shortest: 1,
  longest: 64,
  tooShort: UPSTREAM_ID_WORDS,
  tooLong: UPSTREAM_ID_WORDS,
  form: { pattern: UPSTREAM_ID, unfit: UPSTREAM_ID_WORDS },
};

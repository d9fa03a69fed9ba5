import { z } from "zod";
import { LARGEST_INTEGER } from "@/lib/db/values";

const WORDS = "must be a sequence number";

/** An event's number in a query string, or how many events there are up to it; 0 stands before the first. */
export const sequenceQuery = z.coerce.number(WORDS).int(WORDS).min(0, WORDS).max(LARGEST_INTEGER, WORDS);

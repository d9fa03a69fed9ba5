import { deliverDue } from "@/lib/audit/delivery/deliver-due";
import { closeDatabase } from "@/lib/db/client";

/** A process of its own that sends what is due, so that a test can kill it in the middle. */
await deliverDue();
await closeDatabase();

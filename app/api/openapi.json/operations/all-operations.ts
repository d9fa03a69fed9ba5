import type { Operation } from "@/lib/openapi/operation";
import { auditOperations } from "./audit-operations";
import { auditProofOperations } from "./audit-proof-operations";
import { auditSearchOperations } from "./audit-search-operations";
import { deliveryOperations } from "./delivery-operations";
import { flowOperations } from "./flow-operations";
import { historyOperations } from "./history-operations";
import { peopleOperations } from "./people-operations";
import { portalOperations } from "./portal-operations";
import { workspaceOperations } from "./workspace-operations";
import { writeOperations } from "./write-operations";

/**
 * Every operation of the API. A build can't look for route files while it runs, so they are named one by one; a test
 * compares the table with the files on disk.
 */
export const allOperations: readonly Operation[] = [
  ...flowOperations,
  ...writeOperations,
  ...historyOperations,
  ...workspaceOperations,
  ...auditOperations,
  ...deliveryOperations,
  ...auditProofOperations,
  ...auditSearchOperations,
  ...peopleOperations,
  ...portalOperations,
];

import { addDemo } from "./demo-endpoint";
import { addFault, clearFaults, listFaults } from "./faults-endpoint";
import { editFlow } from "./flow-endpoint";
import { clearLog, readHistory, readLog } from "./log-endpoint";
import { readDocument, replaceOddities } from "./oddities-endpoint";
import type { ControlRoute } from "./route";
import { changeSettings, readLiveSettings } from "./settings-endpoint";
import { readState, replaceState, resetState } from "./state-endpoint";
import { addTenant } from "./tenant-endpoint";

/** Everything the control port has. */
export const controlRoutes: readonly ControlRoute[] = [
  { method: "GET", path: "/log", handle: readLog },
  { method: "DELETE", path: "/log", handle: clearLog },
  { method: "GET", path: "/history", handle: readHistory },
  { method: "GET", path: "/faults", handle: listFaults },
  { method: "POST", path: "/faults", handle: addFault },
  { method: "DELETE", path: "/faults", handle: clearFaults },
  { method: "GET", path: "/state", handle: readState },
  { method: "PUT", path: "/state", handle: replaceState },
  { method: "POST", path: "/reset", handle: resetState },
  { method: "POST", path: "/tenants", handle: addTenant },
  { method: "POST", path: "/seed", handle: addDemo },
  { method: "GET", path: "/settings", handle: readLiveSettings },
  { method: "POST", path: "/settings", handle: changeSettings },
  { method: "PATCH", path: "/flows/:kind/:id", handle: editFlow },
  { method: "GET", path: "/flows/:id", handle: readDocument },
  { method: "PUT", path: "/flows/:id/oddities", handle: replaceOddities },
];

import type { Metric } from "./prometheus-text";

/** What only this very process can say about itself. */
export function processMetrics(): Metric[] {
  return [
    {
      name: "process_uptime_seconds",
      help: "How long this process has been running.",
      samples: [{ value: process.uptime() }],
    },
    {
      name: "process_resident_memory_bytes",
      help: "Memory of this process that is held in RAM.",
      samples: [{ value: process.memoryUsage.rss() }],
    },
  ];
}

import { publicRoute } from "@/lib/bff/route";
import { env } from "@/lib/env";
import { bearerTokenFits } from "@/lib/metrics/bearer-token";
import { databaseMetrics, processMetrics } from "@/lib/metrics/portal-metrics";
import { PROMETHEUS_TEXT, prometheusText } from "@/lib/metrics/prometheus-text";
import { Problem } from "@/lib/problems/problem";

/**
 * No token, a wrong one and a portal that publishes none answer alike, so that nobody learns
 * whether there is something to guess.
 */
export const GET = publicRoute({
  operationId: "readMetrics",
  summary: "Metrics for Prometheus. Without the right token the answer is 404",
  tag: "operations",
  action: null,
  answer: { description: "Metrics in the text format.", text: ["text/plain"] },
  problems: ["not_found"],
  security: "metrics_token",
  handle: async ({ request }) => {
    if (!bearerTokenFits(request.headers.get("authorization"), env().PORTAL_METRICS_TOKEN)) {
      throw new Problem("not_found", "There is nothing here");
    }
    return {
      raw: prometheusText([...(await databaseMetrics()), ...processMetrics()]),
      headers: { "Content-Type": PROMETHEUS_TEXT },
    };
  },
});

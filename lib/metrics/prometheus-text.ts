/** One value of a metric, with the labels that distinguish it from the metric's other values. */
export interface Sample {
  labels?: Record<string, string>;
  value: number;
}

/** A metric by its name, as Prometheus' text format lists it. */
export interface Metric {
  name: string;
  help: string;
  /** "gauge" when absent. A value that can only grow is a counter. */
  type?: "gauge" | "counter";
  samples: Sample[];
}

/** The media type of the text format. */
export const PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function line(name: string, { labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(
    ([key, text]) => `${key}="${escaped(text).replaceAll('"', '\\"')}"`,
  );
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

/** Returns metrics in Prometheus' text format (version 0.0.4): one line a sample, with a line break at the end. */
export function prometheusText(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap(({ name, help, type = "gauge", samples }) => [
    `# HELP ${name} ${escaped(help)}`,
    `# TYPE ${name} ${type}`,
    ...samples.map((sample) => line(name, sample)),
  ]);
  return `${lines.join("\n")}\n`;
}

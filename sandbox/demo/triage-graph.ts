import type { StoredCallFlow } from "@/sandbox/state/call-flow";

const node = (id: string, type: string, data: Record<string, unknown>) => ({ id, type, data });
const edge = (source: string, target: string, label = "") => ({
  id: `${source}-${target}`,
  source,
  target,
  label,
});

/** A graph of a dozen nodes, one of them of a type that no document mentions. */
export const triageGraph: StoredCallFlow["flowData"] = {
  nodes: [
    node("start", "start", { prompt: "Northwind Home Services, are you safe where you are?" }),
    node("safe", "condition", { question: "Is anyone in danger?" }),
    node("gas", "prompt", { prompt: "Open the windows, leave the house and do not touch a switch." }),
    node("gas-line", "transfer", { phoneNumber: "+13125550190" }),
    node("trade", "condition", { question: "Water, heating or electricity?" }),
    node("water", "prompt", { prompt: "Ask whether the main valve is closed and explain where to find it." }),
    node("heating", "prompt", { prompt: "Ask for the make, the error code and the age of the boiler." }),
    node("power", "prompt", { prompt: "Ask whether the breaker trips again after a reset." }),
    node("address", "collect", { variables: ["street", "postcode", "gateCode"] }),
    node("price", "knowledge", { knowledgeBase: "Price book" }),
    node("mood", "x-sentiment-probe@2", { threshold: 0.35, experimental: true }),
    node("book", "webhook", { name: "Open a job" }),
    node("bye", "end", { prompt: "Your engineer will text when the van leaves." }),
  ],
  edges: [
    edge("start", "safe"),
    edge("safe", "gas", "yes"),
    edge("gas", "gas-line"),
    edge("safe", "trade", "no"),
    edge("trade", "water", "water"),
    edge("trade", "heating", "heating"),
    edge("trade", "power", "electricity"),
    edge("water", "address"),
    edge("heating", "address"),
    edge("power", "address"),
    edge("address", "price"),
    edge("price", "mood"),
    edge("mood", "book"),
    edge("book", "bye"),
  ],
};

import type { Scene } from "../world/scene";

/**
 * A small piece of what people do, with its faults. It prepares what it needs while nothing is broken, and returns what
 * it does once the faults of the round begin.
 */
export type Story = (scene: Scene) => Promise<() => Promise<void>>;

"use client";

import { createContext, useContext } from "react";

/** What the palette shows first: everything, or only the workspaces. */
export type PaletteMode = "all" | "workspaces";

export const PaletteContext = createContext<(mode: PaletteMode) => void>(() => {});

/** Gives the function that opens the command palette. */
export function useOpenPalette(): (mode: PaletteMode) => void {
  return useContext(PaletteContext);
}

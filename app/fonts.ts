import localFont from "next/font/local";

/*
 * The letters of nearly every page. The browser fetches these two files with the page itself: one that meets them only in
 * the style sheet lays the whole page out in another font first, and then once more. Letters that are not Latin come
 * from the style sheets of the packages, where a text has them.
 */
export const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-latin",
  // A substitute would come before the other letters.
  adjustFontFallback: false,
});

export const jetbrainsMono = localFont({
  src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
  weight: "100 800",
  variable: "--font-latin-mono",
  adjustFontFallback: false,
});

/** Rendered for each request, as every page is that shows somebody their own data. */
export const dynamic = "force-dynamic";

/** A page with nothing on it: what the framework itself costs. */
export default function EmptyPage() {
  return <main>Empty</main>;
}

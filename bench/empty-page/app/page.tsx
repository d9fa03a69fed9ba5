/** The smallest page of this framework: it loads only the framework's own part of every page. */
export default function EmptyPage() {
  return <main>Empty</main>;
}

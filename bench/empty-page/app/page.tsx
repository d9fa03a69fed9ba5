/** The least that a page of this framework can be: what it loads is the framework's own part of every page. */
export default function EmptyPage() {
  return <main>Empty</main>;
}

/** An agent to read: the name where it is known, and the id. */
export function AgentValue({ id, name }: { id: string | null; name: string | null }) {
  if (id === null || id === "") return "None";
  return (
    <>
      {name ? <span className="block">{name}</span> : null}
      <span className="font-mono text-xs text-muted-foreground">{id}</span>
    </>
  );
}

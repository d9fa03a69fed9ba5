import { Notice } from "../ui/notice";
import { type Problem, problemText } from "./problem";

/** Says why a request failed; nothing when it did not. */
export function ProblemNotice({ problem }: { problem: Problem | null }) {
  if (problem === null) return null;
  return (
    <Notice tone="bad" role="alert" title={problem.title}>
      {problemText(problem)}
      {problem.errors && problem.errors.length > 1 ? (
        <ul className="mt-1 list-disc pl-4">
          {problem.errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

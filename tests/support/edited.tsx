import { act, render } from "@testing-library/react";
import { type ReactNode, useState } from "react";

interface Control<Value> {
  value: Value;
  onChange: (value: Value) => void;
}

interface SceneProps<Value> {
  first: Value;
  children: (control: Control<Value>) => ReactNode;
  /** Gets each new value, and the function that sets it from elsewhere, as a form does. */
  onRender: (value: Value, replace: (value: Value) => void) => void;
}

function Scene<Value>({ first, children, onRender }: SceneProps<Value>) {
  const [value, setValue] = useState(first);
  onRender(value, setValue);
  return children({ value, onChange: setValue });
}

/**
 * Draws a control in a form that keeps its value.
 * @returns reads the value, and replaces it from elsewhere, as discarding edits does
 */
export function edited<Value>(first: Value, children: (control: Control<Value>) => ReactNode) {
  let present = first;
  let replace: (value: Value) => void = () => {};
  const { container, unmount } = render(
    <Scene
      first={first}
      onRender={(value, set) => {
        present = value;
        replace = set;
      }}
    >
      {children}
    </Scene>,
  );
  return {
    container,
    unmount,
    value: () => present,
    replace: (value: Value) => act(() => replace(value)),
  };
}

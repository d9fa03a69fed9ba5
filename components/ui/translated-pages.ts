/**
 * Lets a page survive a translator. The ones in browsers move texts into elements of their own (`<font>`), and React then
 * fails when it takes such a text away or puts something before it: it threw whole pages away, right after a save.
 *
 * A node that somebody else has moved is removed from where it is now, and what was to stand before it stands there.
 * https://github.com/facebook/react/issues/11538 has the cause and this remedy.
 */
export function surviveTranslators(nodes: typeof Node): void {
  const { removeChild, insertBefore } = nodes.prototype;
  nodes.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    if (child.parentNode !== this) {
      child.parentNode?.removeChild(child);
      return child;
    }
    return removeChild.call(this, child) as Child;
  };
  nodes.prototype.insertBefore = function <Child extends Node>(
    this: Node,
    child: Child,
    before: Node | null,
  ): Child {
    const place = before && before.parentNode !== this ? ancestorIn(this, before) : before;
    return insertBefore.call(this, child, place) as Child;
  };
}

/** The child of a parent that a node is in now; null where the node isn't inside it any more. */
function ancestorIn(parent: Node, node: Node): Node | null {
  let inner: Node | null = node;
  while (inner && inner.parentNode !== parent) inner = inner.parentNode;
  return inner;
}

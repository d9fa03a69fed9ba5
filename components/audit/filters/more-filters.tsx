"use client";

import { SearchBox } from "../../lists/search-box";

/** Where requests came from, and what several of them have in common. */
export function MoreFilters() {
  return (
    <div id="audit-more-filters" className="grid gap-2 sm:grid-cols-2">
      <SearchBox label="Source address, such as 192.0.2.7" name="ip" />
      <SearchBox label="Correlation id" name="correlation" />
    </div>
  );
}

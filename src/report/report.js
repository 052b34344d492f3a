// Makes the tables of the report sort and filter. Without it they are as they were written.
"use strict";
(() => {
  const ROWS_TO_SORT = 2, ROWS_TO_FILTER = 8;

  // By value where the cell has one, else by its words; what has neither comes last.
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return null;
    if (cell.dataset.v !== undefined) {
      const number = Number(cell.dataset.v);
      return Number.isNaN(number) ? cell.dataset.v : number;
    }
    const words = cell.textContent.trim();
    return words === "" || words === "–" ? null : words;
  };

  const compare = (a, b) => {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), "en", { numeric: true });
  };

  const sort = (table, head, column) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, key: keyOf(row, column) }));
    rows.sort((a, b) => (a.key === null || b.key === null || !down ? compare(a.key, b.key) : compare(b.key, a.key)));
    body.append(...rows.map(({ row }) => row));
  };

  const sortable = (table) => {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (head.textContent.trim() === "") return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head, column));
      head.append(button);
    });
  };

  const filterable = (table) => {
    const rows = [...table.tBodies[0].rows];
    const label = document.createElement("label");
    const input = document.createElement("input");
    const said = document.createElement("span");
    input.type = "search";
    said.setAttribute("role", "status");
    label.className = "filter";
    label.append("Show only rows with ", input);
    input.addEventListener("input", () => {
      const words = input.value.trim().toLowerCase().split(/\s+/);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      said.textContent = input.value.trim() ? ` ${shown} of ${rows.length} rows` : "";
    });
    label.append(said);
    table.parentElement.before(label);
  };

  for (const table of document.querySelectorAll("table.sorts")) {
    const count = table.tBodies[0].rows.length;
    if (count >= ROWS_TO_SORT) sortable(table);
    if (count >= ROWS_TO_FILTER) filterable(table);
  }
})();

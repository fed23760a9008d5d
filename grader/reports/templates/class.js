"use strict";
// Makes the tables of a class sortable, searchable and filterable. What it reads is the text of the page; it writes text
// only as text, and asks nobody for anything. Without it the page is complete. It stands before the tables: as long as a
// long table is not set up, its style keeps rows behind the first ones from being drawn, which is what takes time.

const AT_ONCE = 250;
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const written = (count) => count.toLocaleString("en");

/** The number in a cell, such as 3.5 of "3.5L", 10 of "about 10 %" or 1234 of "1,234"; NaN where it holds none. */
const numberOf = (text) => parseFloat(text.replaceAll(",", "").replace(/^[^\d.-]+/, ""));

/** How rows are compared: unknown numbers come last in either direction, equal rows stay in the order they are in. */
function comparison(isNumber, sign) {
  if (!isNumber) return (a, b) => sign * collator.compare(a.value, b.value);
  return (a, b) => {
    const aIsKnown = !Number.isNaN(a.value), bIsKnown = !Number.isNaN(b.value);
    return aIsKnown && bIsKnown ? sign * (a.value - b.value) : bIsKnown - aIsKnown;
  };
}

/** One table with its search field, its filter and what says how many rows are shown. */
class Grid {
  constructor(root) {
    this.nouns = root.dataset.nouns;
    this.body = root.querySelector("tbody");
    this.rows = [...this.body.rows];
    this.heads = [...root.querySelectorAll("thead th")];
    this.search = root.querySelector("input");
    this.only = root.querySelector("select");
    this.shown = root.querySelector(".shown");
    this.all = root.querySelector(".all button");
    this.most = AT_ONCE;
    this.texts = new Map(this.rows.map((row) => [row, `${row.textContent} ${row.dataset.more ?? ""}`.toLowerCase()]));
    this.heads.forEach((head, column) => this.addButton(head, column));
    this.search.addEventListener("input", () => this.filter());
    this.only?.addEventListener("change", () => this.filter());
    this.all.addEventListener("click", () => {
      this.showAll();
      this.search.focus();  // the button is gone
    });
    root.querySelector(".tools").hidden = false;
    this.filter();
  }

  addButton(head, column) {
    const button = document.createElement("button"), name = head.querySelector("span");
    button.type = "button";
    name.replaceWith(button);
    button.append(name);
    button.addEventListener("click", () => this.sort(head, column));
    // By itself a browser leaves a head that is seen in part where it is
    button.addEventListener("focus", () => button.scrollIntoView({ block: "nearest", inline: "nearest" }));
  }

  /** Numbers begin with the highest, texts with the first; the same head once more turns the order around. */
  sort(head, column) {
    const isNumber = head.classList.contains("number");
    const before = head.getAttribute("aria-sort") ?? (isNumber ? "ascending" : "descending");
    const order = before === "ascending" ? "descending" : "ascending";
    this.heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order);
    const keyed = this.rows.map((row) => {
      const text = row.cells[column].textContent;
      return { row, value: isNumber ? numberOf(text) : text };
    });
    keyed.sort(comparison(isNumber, order === "ascending" ? 1 : -1));
    this.rows = keyed.map((each) => each.row);
    this.filter();
    this.body.append(...this.rows);
  }

  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const mark = this.only?.value ?? "";
    let matching = 0;
    for (const row of this.rows) {
      const isWanted = words.every((word) => this.texts.get(row).includes(word))
        && (mark === "" || (row.dataset.is ?? "").split(" ").includes(mark));
      matching += isWanted;
      row.hidden = !isWanted || matching > this.most;
    }
    const shown = Math.min(matching, this.most);
    this.shown.textContent = `${written(shown)} of ${written(this.rows.length)} ${this.nouns} shown`;
    this.all.textContent = `Show all ${written(matching)}`;
    this.all.parentElement.hidden = shown === matching;
  }

  showAll() {
    this.most = Infinity;
    this.filter();
  }
}

document.documentElement.classList.add("begun");
document.addEventListener("DOMContentLoaded", () => {
  try {
    const grids = [...document.querySelectorAll(".grid")].map((root) => new Grid(root));
    addEventListener("beforeprint", () => grids.forEach((grid) => grid.showAll()));
  } finally {
    document.documentElement.classList.remove("begun");
  }
});

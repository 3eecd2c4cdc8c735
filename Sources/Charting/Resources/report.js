// What a report answers with, on a page that is whole without it: tables to sort, to filter and to take along as CSV;
// figures whose values show under the pointer, and by arrow keys. Standard JavaScript, nothing from elsewhere.
"use strict";

// --- Tables --------------------------------------------------------------------------------------------------------

/** The number a cell stands for, else its text: what it is sorted by. */
function cellKey(cell) {
  const text = cell.textContent.trim();
  if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
  // As people write it: a true minus sign, thin spaces between thousands; below or above a limit.
  const plain = text.replace(/\u2212/g, "-").replace(/[\u202f\u00a0]/g, "");
  const found = plain.match(/^[<>]?\s*(-?[0-9]+(\.[0-9]+)?)/);
  return found ? Number(found[1]) : text;
}

/** Numbers by their size, then texts by the alphabet; cells without a value last in either direction. */
function compareKeys(a, b, sign) {
  const isBlank = (key) => key === "" || key === "\u2013";
  if (isBlank(a) || isBlank(b)) return isBlank(a) - isBlank(b);
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return sign * (typeof a === "number" ? a - b : a.localeCompare(b));
}

/** Turns the heads of a table into buttons that sort it: upwards, downwards, and back as it was. */
function makeSortable(table) {
  const body = table.tBodies[0];
  const original = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "" }[head.ariaSort] ?? "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (next) head.ariaSort = next;
      const sign = next === "descending" ? -1 : 1;
      const rows = next
        ? original.map((row) => ({ row, key: cellKey(row.cells[column]) }))
            .sort((a, b) => compareKeys(a.key, b.key, sign)).map((entry) => entry.row)
        : original;
      body.append(...rows);
    });
  });
}

/** The different texts of a column, in the order of the rows. */
function columnTexts(rows, column) {
  return [...new Set(rows.map((row) => row.cells[column].textContent))];
}

/** Fields above a long table that leave only rows with these words, and these values of columns of names. */
function makeFilterable(table, controls) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length <= 8) return;
  const heads = [...table.tHead.rows[0].cells];
  const title = table.caption ? table.caption.textContent : "table";
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = "Filter rows";
  search.ariaLabel = `Filter rows of: ${title}`;
  controls.append(search);
  const choices = [];
  heads.forEach((head, column) => {
    const texts = columnTexts(rows, column);
    if (column === 0 || head.classList.contains("number") || texts.length === 1 || texts.length > 14 || texts.length === rows.length) return;
    const choice = document.createElement("select");
    choice.ariaLabel = `${head.textContent} of: ${title}`;
    choice.append(new Option(`${head.textContent}: all`, ""), ...texts.map((text) => new Option(text, text)));
    choice.dataset.column = column;
    controls.append(choice);
    choices.push(choice);
  });
  const count = document.createElement("output");
  controls.append(count);
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word)) ||
        choices.some((choice) => choice.value !== "" ? row.cells[choice.dataset.column].textContent !== choice.value : false);
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} rows`;
  };
  for (const field of [search, ...choices]) field.addEventListener("input", apply);
}

/** The table as RFC 4180 has it, numbers as machines read them; rows that are filtered out are left out. */
function csv(table) {
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [table.tHead.rows[0], ...[...table.tBodies[0].rows].filter((row) => !row.hidden)];
  return lines.map((row) => [...row.cells].map((cell) => quoted(cell.dataset.value ?? cell.textContent.trim())).join(",") + "\r\n").join("");
}

function makeDownloadable(table, controls, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Download CSV";
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    link.download = `${name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  controls.append(button);
}

/** "Regret by zone" as the name of a file. */
function fileName(text) {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "table";
}

for (const table of document.querySelectorAll("table")) {
  const controls = document.createElement("div");
  controls.className = "controls";
  table.closest(".scroll").before(controls);
  makeSortable(table);
  makeFilterable(table, controls);
  makeDownloadable(table, controls, fileName(table.caption ? table.caption.textContent : ""));
}

// --- Figures -------------------------------------------------------------------------------------------------------

const tip = document.createElement("div");
tip.className = "tip";
tip.setAttribute("role", "status");
document.body.append(tip);

/** Shows the values of a mark beside a place of the window, inside of it. */
function showTip(text, x, y) {
  tip.textContent = text;
  tip.style.display = "block";
  tip.style.left = `${Math.max(4, Math.min(x + 12, innerWidth - tip.offsetWidth - 4))}px`;
  tip.style.top = `${Math.max(4, y + 16 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 8 : y + 16)}px`;
}

function hideTip() {
  tip.style.display = "none";
}

for (const figure of document.querySelectorAll("figure")) {
  const marks = [...figure.querySelectorAll("svg path")].filter((path) => path.querySelector("title"));
  // The browser would show its own, late and small; the texts stay as labels.
  for (const mark of marks) {
    mark.dataset.tip = mark.querySelector("title").textContent;
    mark.setAttribute("aria-label", mark.dataset.tip);
    mark.querySelector("title").remove();
  }
  const frame = figure.querySelector(".scroll");
  const point = (event) => {
    const mark = event.target.closest("path");
    if (mark ? mark.dataset.tip : false) showTip(mark.dataset.tip, event.clientX, event.clientY);
    else hideTip();
  };
  // A finger does not move before it presses.
  frame.addEventListener("pointermove", point);
  frame.addEventListener("pointerdown", point);
  frame.addEventListener("pointerleave", hideTip);

  // Left and right walk from value to value; a mark drawn in two shapes is one.
  frame.ariaLabel += ". Left and right arrow keys walk through its values.";
  const stops = marks.filter((mark, index) => index === 0 || mark.dataset.tip !== marks[index - 1].dataset.tip);
  let place = -1;
  const leave = () => {
    if (place >= 0) stops[place].classList.remove("chosen");
    place = -1;
    hideTip();
  };
  frame.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") leave();
    if (!step || stops.length === 0) return;
    event.preventDefault();
    if (place >= 0) stops[place].classList.remove("chosen");
    place = (Math.max(place, step > 0 ? -1 : 0) + step + stops.length) % stops.length;
    stops[place].classList.add("chosen");
    stops[place].scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = stops[place].getBoundingClientRect();
    showTip(stops[place].dataset.tip, box.right, Math.min(box.top + box.height / 2, innerHeight - 40));
  });
  frame.addEventListener("blur", leave);
}

// --- Paper ---------------------------------------------------------------------------------------------------------

// What is folded away on a screen is printed.
addEventListener("beforeprint", () => document.querySelectorAll("details.fold").forEach((fold) => { fold.open = true; }));

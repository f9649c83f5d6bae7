"use strict";
(function () {
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));

  function key(row, column) {
    const cell = row.cells[column];
    return cell.dataset.s !== undefined ? parseFloat(cell.dataset.s) : cell.textContent.trim();
  }

  function sortTable(table, head) {
    const column = head.cellIndex, before = head.getAttribute("aria-sort");
    const next = before === "ascending" ? "descending" : before === "descending" ? "" : "ascending";
    all("thead th", table).forEach(th => th.removeAttribute("aria-sort"));
    const rows = all("tbody tr", table).filter(row => !row.classList.contains("district"));
    rows.forEach((row, number) => { if (row.dataset.at === undefined) { row.dataset.at = number; row.home = row.parentNode; } });
    table.classList.toggle("sorted", next !== "");
    if (next === "") {
      rows.sort((one, other) => one.dataset.at - other.dataset.at).forEach(row => row.home.appendChild(row));
      return;
    }
    head.setAttribute("aria-sort", next);
    const language = document.documentElement.lang, body = table.tBodies[0];
    rows.sort((one, other) => {
      const a = key(one, column), b = key(other, column);
      const order = typeof a === "number" ? a - b : a.localeCompare(b, language, { ignorePunctuation: true, numeric: true });
      return (next === "ascending" ? order : -order) || one.dataset.at - other.dataset.at;
    }).forEach(row => body.appendChild(row));
  }

  all("table.sortable").forEach(table => all("thead button", table).forEach(
    button => button.addEventListener("click", () => sortTable(table, button.closest("th")))));

  const tools = document.getElementById("tools");
  if (tools) {
    const text = tools.querySelector("input[type=search]"), failing = tools.querySelector("input[type=checkbox]");
    const told = tools.querySelector("output"), table = document.getElementById("matrix-table");
    const filter = () => {
      const wanted = text.value.trim().toLocaleLowerCase();
      let shown = 0;
      all("tbody tr", table).forEach(row => {
        if (row.classList.contains("district")) { return; }
        const fits = row.cells[0].textContent.toLocaleLowerCase().includes(wanted) &&
          (!failing.checked || row.querySelector("td.fails") !== null);
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      all("tbody", table).forEach(body => {
        const head = body.querySelector(".district");
        if (head) { head.hidden = !all("tr", body).some(row => row !== head && !row.hidden); }
      });
      told.textContent = told.dataset.words + " " + shown;
    };
    tools.hidden = false;
    text.addEventListener("input", filter);
    failing.addEventListener("change", filter);
    filter();
  }

  const dialog = document.getElementById("enlarged");
  if (dialog && dialog.showModal) {
    const place = dialog.querySelector("figure");
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", event => { if (event.target === dialog) { dialog.close(); } });
    all(".card a.open").forEach(link => link.addEventListener("click", event => {
      event.preventDefault();
      const card = link.closest(".card"), copy = link.querySelector("svg").cloneNode(true);
      const caption = card.querySelector("figcaption").cloneNode(true);
      all("a", caption).forEach(one => one.remove());
      place.replaceChildren(copy, caption);
      dialog.setAttribute("aria-label", link.dataset.title);
      dialog.showModal();
    }));
  }
}());

/* Naming a colleague in a note: after an @ the people who may see the case, chosen by key or pointer. */
"use strict";
(() => {
  const NAME = /(?:^|[^\w@.+-])@([\w.+-]{0,40})$/;
  let asked = 0;

  const listOf = (area) => {
    let list = document.getElementById(`${area.id}-colleagues`);
    if (list) return list;
    list = document.createElement("ul");
    list.id = `${area.id}-colleagues`;
    list.className = "colleagues plain-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", window.ao.word("colleagues"));
    list.hidden = true;
    area.after(list);
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-autocomplete", "list");
    return list;
  };
  const close = (area) => {
    asked += 1;
    listOf(area).hidden = true;
    area.removeAttribute("aria-activedescendant");
  };
  const mark = (area, row) => {
    const list = listOf(area);
    for (const one of list.children) one.setAttribute("aria-selected", String(one === row));
    area.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  };
  const typed = (area) => NAME.exec(area.value.slice(0, area.selectionStart));
  const choose = (area, row) => {
    const found = typed(area);
    if (!found) return;
    const start = area.selectionStart - found[1].length;
    area.setRangeText(`${row.dataset.username} `, start, area.selectionStart, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    close(area);
    area.focus();
  };

  const suggest = async (area) => {
    const found = typed(area);
    const url = area.form?.dataset.colleagues;
    if (!found || !url) { if (area.hasAttribute("aria-controls")) close(area); return; }
    const mine = ++asked;
    const answer = await fetch(`${url}?q=${encodeURIComponent(found[1])}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || answer.status !== 200 || mine !== asked) return;
    const list = listOf(area);
    const parsed = window.ao.part(await answer.text());
    if (mine !== asked) return;
    list.replaceChildren(...parsed.querySelectorAll("[data-username]"));
    list.hidden = list.children.length === 0;
    if (list.hidden) area.removeAttribute("aria-activedescendant");
    else mark(area, list.firstElementChild);
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("textarea[data-mentions]")) suggest(event.target);
  });
  document.addEventListener("keydown", (event) => {
    const area = event.target;
    if (!area.matches?.("textarea[data-mentions][aria-activedescendant]")) return;
    const rows = [...listOf(area).children];
    const at = rows.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") mark(area, rows[(at + 1) % rows.length]);
    else if (event.key === "ArrowUp") mark(area, rows[(at + rows.length - 1) % rows.length]);
    else if (event.key === "Enter" || event.key === "Tab") choose(area, rows[Math.max(at, 0)]);
    else if (event.key === "Escape") close(area);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => {
    const row = event.target.closest?.(".colleagues [data-username]");
    if (!row) return;
    event.preventDefault();
    choose(document.querySelector(`[aria-controls="${row.parentElement.id}"]`), row);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.("textarea[data-mentions][aria-activedescendant]")) close(event.target);
  });
})();

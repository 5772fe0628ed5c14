/* Tables of inputs: another blank row on demand. Without this file the rows that the page came with are there. */
"use strict";
(() => {
  const begin = (root) => {
    root.querySelectorAll("[data-rows] [data-add-row][hidden]").forEach((button) => { button.hidden = false; });
  };

  const add = (button) => {
    const holder = button.closest("[data-rows]");
    const body = holder.querySelector("tbody");
    const row = holder.querySelector("template").content.firstElementChild.cloneNode(true);
    const number = body.rows.length;
    row.querySelectorAll("[name]").forEach((input) => {
      input.name = input.name.replace("__n__", number);
      input.id = input.id.replace("__n__", number);
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace("__n__", number + 1));
    });
    row.querySelector("[data-row-number]").textContent = number + 1;
    body.append(row);
    row.querySelector("input, select").focus();
    window.ao.say(window.ao.word("row-added", { number: number + 1 }));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row]");
    if (button) add(button);
  });
  document.addEventListener("htmx:load", (event) => begin(event.target));
  begin(document);
})();

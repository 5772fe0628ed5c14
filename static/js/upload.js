/* A chosen file is taken out again before it is sent; on its way the form says how much of it has gone. Without
   scripts the browser tells, and another choice takes the place of the first. */
"use strict";
(() => {
  const chosen = (form) => [...(form.querySelector?.("input[type=file]")?.files ?? [])];

  const takenOut = (input) => {
    const name = input.files[0]?.name;
    input.value = "";
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    window.ao.say(window.ao.word("taken-out", { name }));
  };

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches?.("input[type=file]")) return;
    const before = input.parentElement.querySelector(".take-out");
    before?.remove();
    if (!input.files.length) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm hanging take-out";
    button.textContent = window.ao.word("take-out", { name: input.files[0].name });
    button.addEventListener("click", () => takenOut(input));
    input.after(button);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    const files = chosen(form);
    if (!files.length || form.querySelector("progress")) return;
    const bar = document.createElement("progress");
    bar.className = "upload-bar";
    bar.max = 100;
    bar.value = 0;
    const sending = window.ao.word("sending", { name: files[0].name });
    bar.setAttribute("aria-label", sending);
    form.append(bar);
    window.ao.say(sending);
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector?.(".upload-bar");
    const { lengthComputable, loaded, total } = event.detail;
    if (bar && lengthComputable && total) bar.value = Math.round((100 * loaded) / total);
  });

  document.addEventListener("htmx:afterRequest", (event) => event.detail.elt.querySelector?.(".upload-bar")?.remove());
})();

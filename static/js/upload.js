/* A file on its way: how much of it has gone, in the form that sends it. Without scripts the browser tells. */
"use strict";
(() => {
  const chosen = (form) => [...(form.querySelector?.("input[type=file]")?.files ?? [])];

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    const files = chosen(form);
    if (!files.length || form.querySelector("progress")) return;
    const bar = document.createElement("progress");
    bar.className = "upload-bar";
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Sending ${files[0].name}`);
    form.append(bar);
    window.ao.say(`Sending ${files[0].name}`);
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector?.(".upload-bar");
    const { lengthComputable, loaded, total } = event.detail;
    if (bar && lengthComputable && total) bar.value = Math.round((100 * loaded) / total);
  });

  document.addEventListener("htmx:afterRequest", (event) => event.detail.elt.querySelector?.(".upload-bar")?.remove());
})();

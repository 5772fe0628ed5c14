/* A case as it was: the slider says where it stands while it is moved; what was known there is brought by htmx. */
"use strict";
(() => {
  const slider = document.getElementById("then-moment");
  if (!slider) return;
  const said = slider.form.querySelector("output");
  slider.addEventListener("input", () => {
    const words = slider.list.options[slider.valueAsNumber - 1].label;
    said.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  });
  // The address names what is shown, so that it can be sent and loaded again.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.id === "then") window.history.replaceState(null, "", `?moment=${slider.value}`);
  });
})();

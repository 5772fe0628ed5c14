/* Charts of a board, each drawn from the table beside it: what the picture shows is what the table says. */
"use strict";
(() => {
  const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];
  const MARKS = ["circle", "rect", "triangle", "rectRot"];
  const SIZE = 12;
  const LEADING = 14;
  const drawn = new Map();

  // Colours stand in the tokens, in two halves: the browser says which one counts now.
  const colour = (box, name) => {
    box.style.color = `var(--ao-${name})`;
    const found = getComputedStyle(box).color;
    box.style.color = "";
    return found;
  };
  const faint = (text) => text.replace(/^rgb\((.*)\)$/, "rgba($1, 0.28)");

  const tableOf = (box) => {
    const table = document.getElementById(box.dataset.of);
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const series = heads.flatMap((head, place) => ("series" in head.dataset ? [{
      name: head.textContent.trim(),
      values: rows.map((row) => Number(row.cells[place].dataset.n)),
    }] : []));
    return { labels: rows.map((row) => row.cells[0].textContent.trim()), series };
  };

  // A label per series at its end, moved apart where they would touch.
  const endLabels = {
    id: "endLabels",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, data } = chart;
      const ends = data.datasets.map((set, place) => {
        const point = chart.getDatasetMeta(place).data.at(-1);
        return { text: set.endLabel, color: set.labelColor, y: point ? point.y + (set.below || 0) : 0 };
      }).sort((one, other) => one.y - other.y);
      ends.forEach((end, place) => {
        if (place) end.y = Math.max(end.y, ends[place - 1].y + LEADING);
      });
      const over = ends.length ? ends.at(-1).y - chartArea.bottom : 0;
      ctx.save();
      ctx.font = `600 ${SIZE}px ${Chart.defaults.font.family}`;
      ctx.textBaseline = "middle";
      ends.forEach((end) => {
        ctx.fillStyle = end.color;
        ctx.fillText(end.text, chartArea.right + 10, end.y - Math.max(over, 0));
      });
      ctx.restore();
    },
  };

  const fitted = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

  const setOf = (box, { name, values }, place) => {
    const own = colour(box, `chart-${place + 1}`);
    const isArea = box.dataset.chart === "areas";
    return {
      label: name,
      endLabel: `${fitted(name, box.clientWidth < 480 ? 12 : 22)} ${values.at(-1)}`,
      labelColor: own,
      data: values,
      borderColor: own,
      backgroundColor: isArea ? faint(own) : own,
      borderDash: DASHES[place % DASHES.length],
      borderWidth: 2,
      fill: isArea ? (place ? "-1" : "origin") : false,
      pointStyle: MARKS[place % MARKS.length],
      pointRadius: values.map((_, at) => (at === values.length - 1 ? 4 : 0)),
      pointHitRadius: 8,
      tension: 0,
    };
  };

  const draw = (box) => {
    drawn.get(box)?.destroy();
    box.replaceChildren(document.createElement("canvas"));
    const { labels, series } = tableOf(box);
    const text = colour(box, "ink-2");
    const line = colour(box, "line");
    const datasets = series.map((one, place) => setOf(box, one, place));
    const measure = box.firstChild.getContext("2d");
    measure.font = `600 ${SIZE}px ${Chart.defaults.font.family}`;
    const room = Math.max(...datasets.map((set) => measure.measureText(set.endLabel).width), 0);
    const font = { size: SIZE };
    drawn.set(box, new Chart(box.firstChild, {
      type: "line",
      data: { labels, datasets },
      plugins: [endLabels],
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        layout: { padding: { right: room + 14, top: 8 } },
        plugins: {
          legend: { display: false },
          tooltip: { animation: false, usePointStyle: true, bodyFont: font, titleFont: font },
        },
        scales: {
          x: { grid: { display: false }, border: { color: line }, ticks: { color: text, font, maxRotation: 0, autoSkipPadding: 24 } },
          y: {
            stacked: box.dataset.chart === "areas",
            beginAtZero: true,
            border: { display: false },
            grid: { color: line },
            ticks: { color: text, font, precision: 0, maxTicksLimit: 6 },
          },
        },
      },
    }));
  };

  const boxes = [...document.querySelectorAll("[data-chart]")];
  if (!boxes.length || !window.Chart) return;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  const drawAll = () => boxes.forEach(draw);
  drawAll();
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "(max-width: 40rem)"]) {
    matchMedia(query).addEventListener("change", drawAll);
  }
  new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
})();

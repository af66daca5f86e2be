// The overview's chart (uPlot): requests and masked values by day, in the colours of the page.
const place = document.getElementById("chart");
const days = JSON.parse(place.dataset.days);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let chart;

function draw() {
  if (chart) chart.destroy();
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
  const bars = uPlot.paths.bars({ size: [0.7, 40] });
  chart = new uPlot(
    {
      width: place.clientWidth,
      height: 240,
      cursor: { drag: { x: false, y: false } },
      scales: { x: { range: (_, low, high) => [low - 43200, high + 43200] }, y: { range: (_, low, high) => [0, Math.max(4, high * 1.1)] } },
      axes: [{ ...axis, values: (_, at) => at.map((second) => new Date(second * 1000).toISOString().slice(5, 10)) }, { ...axis, size: 64 }],
      series: [
        { value: (_, second) => (second == null ? "" : new Date(second * 1000).toISOString().slice(0, 10)), label: "Day" },
        { label: "Requests", stroke: colour("--accent"), fill: colour("--people"), paths: bars, points: { show: false } },
        { label: "Masked values", stroke: colour("--series"), width: 2 },
      ],
    },
    [days.map((day) => day[0]), days.map((day) => day[1]), days.map((day) => day[2])],
    place,
  );
}

draw();
new ResizeObserver(() => { if (chart && chart.width !== place.clientWidth) chart.setSize({ width: place.clientWidth, height: 240 }); }).observe(place);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

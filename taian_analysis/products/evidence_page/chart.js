// A small chart of one series: levels are joined dots, sums over a period are bars.
function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
}

/** How long a period is, in months, and where its end lies, in years. */
function extent(code) {
  const [y, m] = code.split("/").pop().split("-");
  if (!m) return { months: 12, at: +y + 1 };
  if (m[0] === "S") return { months: 6, at: +y + m[1] / 2 };
  if (m[0] === "Q") return { months: 3, at: +y + m[1] / 4 };
  return { months: 1, at: +y + m / 12 };
}

function chart(series, here) {
  const points = series.points.filter((point) => typeof point.value === "number" && point.period);
  if (points.length < 2) return null;
  const W = 400, H = 150, left = 12, right = 12, top = 22, bottom = 24;
  const spans = points.map((point) => extent(point.period));
  const first = Math.min(...spans.map((span) => span.at)), last = Math.max(...spans.map((span) => span.at));
  const flow = series.kind === "flow";
  const values = points.map((point) => point.value);
  const high = Math.max(...values, 0), low = Math.min(...values, 0);
  const pad = flow ? 34 : 24;
  const x = (at) => left + pad + ((at - first) / (last - first || 1)) * (W - left - right - 2 * pad);
  const y = (value) => H - bottom - ((value - low) / (high - low || 1)) * (H - top - bottom);
  const words = points.map((point) => when(point.period) + " " + amount(point.value, series.unit)).join(t("page", "comma"));
  const picture = svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "chart", role: "img", "aria-label": said(series, "name") + t("page", "colon") + words });
  picture.append(svg("line", { x1: left, x2: W - right, y1: y(0), y2: y(0), class: "ax" }));
  const whole = Math.max(...spans.map((span) => span.months));
  if (!flow) {
    // a part of a year is never joined to whole ones
    const joined = points.map((_, i) => i).filter((i) => spans[i].months === whole || series.kind === "stock");
    picture.append(svg("polyline", { class: "ln", points: joined.map((i) => `${x(spans[i].at)},${y(values[i])}`).join(" ") }));
  } else {
    picture.append(svg("defs", {}, svg("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { width: 3, height: 6, fill: "var(--series)" }))));
  }
  points.forEach((point, i) => {
    const own = (here === i ? " here" : "") + (point.contradicted ? " bad" : "");
    const cx = x(spans[i].at);
    if (flow) {
      const part = spans[i].months < whole;
      picture.append(svg("rect", { x: cx - 13, width: 26, y: Math.min(y(0), y(values[i])), height: Math.abs(y(values[i]) - y(0)), class: "pt" + own, style: part ? "fill:url(#hatch)" : "" }));
    } else {
      picture.append(svg("circle", { cx, cy: y(values[i]), r: 4.5, class: "pt" + own + (point.start === undefined ? " hollow" : "") }));
    }
    if (i === 0 || i === points.length - 1 || i === here || points.length < 6) {
      picture.append(svg("text", { x: cx, y: y(Math.max(values[i], 0)) - 7, "text-anchor": "middle" }, number(values[i])));
      picture.append(svg("text", { x: cx, y: H - 7, "text-anchor": "middle" }, point.period.replace("/", "–")));
    }
  });
  return picture;
}

// The card of a mark: what it was read as, the claims it stands in, its indicator, its series.
function facts(pairs) {
  const list = make("dl");
  for (const [name, ...value] of pairs) {
    const shown = value.filter((part) => part !== undefined && part !== null && part !== "");
    if (shown.length) list.append(make("dt", "", name), make("dd", "", ...shown));
  }
  return list.children.length ? list : null;
}

/** A place in the text, quoted with what stands around it; a click goes there. */
function place(span, note) {
  const line = D.lines[lineAt(span.start)];
  const from = Math.max(line.start, span.start - 24), to = Math.min(Math.max(line.end, span.end), span.end + 24);
  const i = markAt(span.start, span.end);
  const go = () => (i >= 0 ? open(i, { jump: true, claim: S.claim }) : goTo(lineAt(span.start)));
  return button("q", "", go,
    make("small", "", t("page", "line", { n: lineAt(span.start) + 1 }), note ? " · " + note : ""),
    (from > line.start ? "…" : "") + D.text.slice(from, span.start), make("u", "", slice(span)), D.text.slice(span.end, to) + (to < line.end ? "…" : ""));
}

function aboutFigure(mark) {
  const f = mark.figure;
  if (!f) return null;
  // where neither end is given the number is exactly what it reads
  const certain = f.low === undefined && f.high === undefined;
  const low = f.low === undefined ? "…" : number(f.low), high = f.high === undefined ? "…" : number(f.high);
  const basis = f.period_basis ? ` (${t("basis", f.period_basis)})` : "";
  return facts([
    [t("card", "read_as"), amount(f.value, f.unit)],
    [t("card", "range"), certain ? "" : `${low} – ${high}`],
    [t("card", "from_old"), f.was ? f.was.text + ` (${t("page", "line", { n: f.was.line })})` + (f.was.quote ? t("page", "colon") + f.was.quote : "") : ""],
    [t("card", "subject"), f.subject, f.measure ? " · " + f.measure : ""],
    [t("card", "class"), f.class], [t("card", "region"), f.region],
    [t("card", "period"), f.period ? when(f.period) + basis : ""],
    [t("card", "qualifier"), f.qualifier],
    [t("card", "relation"), f.role ? t("does", f.role) : ""],
    [t("card", "part_of"), f.part_of ? jump(f.part_of) : "", f.because ? ` (${f.because})` : ""],
  ]);
}

/** A number elsewhere, as a link to its place. */
function jump(span) {
  const i = markAt(span.start, span.end);
  return i < 0 ? slice(span) : button("go", "", () => open(i, { jump: true }), slice(span));
}

/** A claim as a sentence, and the arithmetic below it. */
function aboutClaim(n, here) {
  const claim = D.claims[n];
  const box = make("div", "cl " + claim.verdict);
  const head = make("p", "", make("strong", "c-" + claim.verdict, t("verdict", claim.verdict)), " " + said(claim, "claim"));
  box.append(head);
  const sentence = claim.verdict === "fails" && claim.kind === "arithmetic";
  if (sentence)
    box.append(make("p", "sentence", t("card", "sentence", { stated: said(claim, "stated"), computed: said(claim, "computed") })));
  const tolerance = claim.tolerance && claim.tolerance !== "0" ? claim.tolerance : "";
  const comment = said(claim, "comment");
  box.append(facts([
    [t("card", "stated"), sentence ? "" : said(claim, "stated")], [t("card", "computed"), sentence ? "" : said(claim, "computed")],
    [t("card", "check"), claim.check ? t("check", claim.check) : ""], [t("card", "tolerance"), tolerance], [t("card", "comment"), comment === "—" ? "" : comment],
  ]) || "");
  const others = claim.operands.filter((o) => !(here && o.start < here.end && here.start < o.end));
  others.forEach((o) => box.append(place(o, t("role", o.role))));
  return box;
}

function aboutIndicator(i) {
  const row = D.indicators[i];
  const gap = row.gap || {};
  const box = make("div", "cl ann");
  box.append(make("h3", "", t("card", "indicator") + t("page", "colon") + said(row, "name")));
  const cell = (role) => {
    const own = row.cells[role];
    if (!own) return "";
    const text = own.text + (own.period ? ` (${when(own.period)})` : "");
    return own.mark === undefined ? text : button("go", "", () => open(own.mark, { jump: true }), text);
  };
  box.append(facts([
    [t("card", "baseline"), cell("baseline")], [t("card", "target"), cell("target")], [t("card", "actual"), cell("actual")],
    [t("card", "unit"), row.unit], [t("card", "attribute"), row.attribute ? t("attribute", row.attribute) : ""],
    [t("card", "attainment"), gap.attainment === undefined ? "" : percent(gap.attainment)],
    [t("card", "shortfall"), gap.shortfall ? amount(gap.shortfall, row.unit) : ""],
    [t("card", "pace"), gap.pace === undefined ? "" : number(Math.round(gap.pace * 100) / 100)],
    [t("card", "status"), gap.status ? t("gap", gap.status) : "", gap.sensitive ? ` (${t("card", "sensitive")})` : ""],
    [t("card", "comment"), said(gap, "reason")],
  ]));
  if (row.line) {
    const line = D.lines[row.line - 1];
    if (line) box.append(button("q", "", () => goTo(row.line - 1), make("small", "", t("page", "line", { n: row.line })), slice(line).slice(0, 90)));
  }
  if ((row.steps || []).length) {
    const table = make("table", "", make("caption", "", t("card", "steps")));
    for (const step of row.steps) {
      const name = make("th", "", said(step, "name"));
      name.scope = "row";
      const value = step.text || number(Math.round(step.value * 10000) / 10000);
      table.append(make("tr", "", name, make("td", "", step.formula || ""), make("td", "", step.calculation), make("td", "n", value)));
    }
    box.append(table);
  }
  return box;
}

function aboutSeries(link) {
  const series = D.series[link.series];
  const box = make("div", "cl ser");
  box.append(make("h3", "", t("card", series.proposed ? "proposed" : "series") + t("page", "colon") + said(series, "name")));
  const picture = chart(series, link.point);
  if (picture) box.append(picture);
  box.append(facts(series.points.map((point, i) => {
    const text = amount(point.value, series.unit) + (point.contradicted ? " ✗" : "");
    const mark = point.start === undefined ? -1 : markAt(point.start, point.end);
    const derived = point.start === undefined ? ` (${t("card", "derived")}${(point.basis || "").replace(/^derived/, "")})` : "";
    if (i === link.point) return [when(point.period), make("strong", "", text)];
    return [when(point.period), mark < 0 ? text + derived : button("go", "", () => open(mark, { jump: true }), text)];
  })) || "");
  return box;
}

function aboutChange(change) {
  const box = make("div", "cl");
  box.append(make("h3", "", t("page", "changes") + t("page", "colon") + (S.english ? change.event_en : change.event_zh)));
  box.append(facts([
    [t("card", "from_old"), change.old_text, change.old_target_text ? ` / ${change.old_target_text} ${change.old_unit || ""}` : ""],
    [t("card", "from_new"), change.new_text, change.new_target_text ? ` / ${change.new_target_text} ${change.unit || ""}` : ""],
    [t("card", "change"), change.change === undefined ? "" : (change.change > 0 ? "+" : "") + amount(change.change, change.unit)],
    [t("card", "comment"), said(change, "reason")],
  ]) || "");
  return box;
}

function cardTop(count, at) {
  const top = make("div", "top");
  if (count > 1) top.append(make("span", "hint", `${at + 1}/${count}`));
  top.append(button("chip", t("page", "previous"), () => step(-1), "‹"), button("chip", t("page", "next"), () => step(1), "›"),
    button("chip", t("page", "close"), shut, "×"));
  return top;
}

function drawCard(i) {
  const mark = D.marks[i];
  const card = $("#card");
  const tour = stops(), at = tour.findIndex((stop) => (stop.claim ?? -1) === S.claim && (S.claim >= 0 || stop.mark === i));
  const head = make("h2", "", slice(mark) + " ", make("span", "c-" + mark.status, labels(mark).join(t("page", "comma"))));
  head.id = "card-title";
  card.replaceChildren(cardTop(at < 0 ? 0 : tour.length, at), head);
  card.setAttribute("aria-labelledby", "card-title");
  card.append(aboutFigure(mark) || "");
  if (mark.picture) card.append(picture(mark.picture));
  const claims = [...(mark.claims || [])];
  if (S.claim >= 0 && claims.includes(S.claim)) claims.sort((a, b) => (b === S.claim) - (a === S.claim));
  const main = claims.filter((n, k) => D.claims[n].verdict !== "holds" || n === S.claim || k === 0);
  const rest = claims.filter((n) => !main.includes(n));
  main.forEach((n) => card.append(aboutClaim(n, mark)));
  if (rest.length) card.append(make("details", "", make("summary", "", t("card", "more", { n: rest.length })), ...rest.map((n) => aboutClaim(n, mark))));
  const owners = new Set((mark.cells || []).map((cell) => cell.indicator));
  for (const link of mark.series || []) {
    const id = D.series[link.series].indicator_id;
    const owner = id ? D.indicators.findIndex((row) => row.id === id) : -1;
    if (owner >= 0) owners.add(owner);
  }
  for (const owner of owners) {
    (D.changes || []).filter((change) => change.place === owner).forEach((change) => card.append(aboutChange(change)));
    card.append(aboutIndicator(owner));
  }
  (mark.series || []).forEach((link) => card.append(aboutSeries(link)));
}

/** The place on the page, with the number's box; a click shows the whole page and back. */
function picture(spot) {
  const page = D.pictures[spot.page];
  const [x0, top, x1, bottom] = spot.box;
  const name = t("page", "picture", { n: page.number });
  const wide = Math.min(page.width, Math.max(280, x1 - x0 + 40)), high = Math.min(page.height, bottom - top + 90);
  const within = (middle, size, whole) => Math.max(0, Math.min(whole - size, middle - size / 2));
  const near = [within((x0 + x1) / 2, wide, page.width), within((top + bottom) / 2, high, page.height), wide, high].join(" ");
  const whole = `0 0 ${page.width} ${page.height}`;
  const view = svg("svg", { viewBox: near, role: "img", "aria-label": name + t("page", "colon") + slice(D.marks[S.mark]) },
    svg("image", { href: page.src, width: page.width, height: page.height }),
    svg("rect", { x: x0 - 2, y: top - 2, width: x1 - x0 + 4, height: bottom - top + 4, class: "box" }));
  const toggle = button("go", "", () => view.setAttribute("viewBox", view.getAttribute("viewBox") === near ? whole : near), t("page", "whole"));
  return make("figure", "pic", make("figcaption", "", name + " ", toggle), view);
}

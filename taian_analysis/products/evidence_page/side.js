// Beside the text: what the report contradicts, what became of the last report, the annex.
const lead = (claim) => claim.operands.find((o) => o.role === "stated") || claim.operands[0];

function drawFindings() {
  const box = $("#findings");
  box.replaceChildren();
  for (const [verdict, title] of [["fails", "contradictions"], ["undecidable", "open_questions"]]) {
    const list = make("ol");
    D.claims.forEach((claim, n) => {
      if (claim.verdict !== verdict || !claim.operands.length) return;
      const spot = lead(claim);
      list.append(make("li", "", button("q", "", () => openClaim(n),
        make("small", "", t("page", "line", { n: lineAt(spot.start) + 1 })), make("strong", "c-" + verdict, said(claim, "claim")),
        make("br"), said(claim, "stated") + (S.english ? " · " : "；") + said(claim, "computed"))));
    });
    if (list.children.length) box.append(make("h2", "", t("page", title)), list);
  }
  if (!D.claims.length) box.append(make("p", "", t("page", "nothing")));
  const notes = D.notes.map((note) => make("p", "", S.english ? note.en : note.zh));
  if (notes.length < 4) box.append(...notes);
  else box.append(make("details", "", make("summary", "", t("page", "unread", { n: notes.length })), ...notes));
}

function annexCell(row, role) {
  const own = row.cells[role];
  const cell = make("td", "n");
  if (!own) return cell;
  const mark = own.mark === undefined ? null : D.marks[own.mark];
  const act = () => (mark ? open(own.mark, { jump: true }) : openIndicator(D.indicators.indexOf(row)));
  const label = [said(row, "name"), t("card", role), own.text, mark ? t("status", mark.status) : ""].filter(Boolean);
  const control = button(mark ? mark.status : "", label.join(t("page", "comma")), act, own.text);
  if (mark) control.dataset.i = own.mark;
  cell.append(control);
  return cell;
}

function heading(text, className, scope = "col") {
  const cell = make("th", className, text);
  cell.scope = scope;
  return cell;
}

function drawAnnex() {
  const box = $("#annex");
  box.replaceChildren();
  if (!D.indicators.length) return;
  box.setAttribute("aria-label", t("page", "annex", { n: D.indicators.length }));
  const roles = ["baseline", "target", "actual"].filter((role) => D.indicators.some((row) => row.cells[role]));
  const table = make("table", "", make("caption", "", t("page", "annex", { n: D.indicators.length })));
  const names = [t("card", "indicator"), ...roles.map((role) => t("card", role)), t("card", "unit"), t("card", "attainment")];
  table.append(make("thead", "", make("tr", "", ...names.map((name, k) => heading(name, k && k !== roles.length + 1 ? "n" : "")))));
  let body = make("tbody"), area = null;
  table.append(body);
  for (const row of D.indicators) {
    if (row.area && row.area !== area) {
      area = row.area;
      const head = heading(area, "", "rowgroup");
      head.colSpan = names.length;
      body = make("tbody", "", make("tr", "", head));
      table.append(body);
    }
    const gap = row.gap || {};
    const line = make("tr", gap.met === false ? "miss" : "", heading(said(row, "name"), "", "row"), ...roles.map((role) => annexCell(row, role)),
      make("td", "u", row.unit || ""), make("td", "n u", gap.attainment === undefined ? "—" : percent(gap.attainment)));
    body.append(line);
  }
  box.append(table);
}

/** What the older report printed in words that the newer no longer has. */
function drawVanished() {
  if (!D.vanished) return;
  const list = make("ol", "", ...D.vanished.map((one) => make("li", "", make("small", "", t("page", "line", { n: one.line }) + " "), make("strong", "", one.text), " " + one.quote)));
  $("#findings").prepend(make("details", "", make("summary", "", t("page", "vanished", { n: D.vanished.length })), list));
}

function drawChanges() {
  drawVanished();
  if (!D.changes) return;
  const table = make("table", "", make("caption", "", t("page", "changes")));
  const names = [t("card", "indicator"), t("card", "from_old"), t("card", "from_new"), t("card", "change"), t("card", "status")];
  table.append(make("thead", "", make("tr", "", ...names.map((name, k) => heading(name, k && k < 4 ? "n" : "")))));
  const body = make("tbody");
  for (const change of D.changes) {
    const same = !change.retargeted && !change.attribute_changed && !change.operator_changed;
    if (change.event === "unchanged" && same) continue;
    const was = change.old_text ? `${change.old_text} / ${change.old_target_text || "—"}` : "—";
    const is = change.new_text ? `${change.new_text} / ${change.new_target_text || "—"}` : "—";
    const name = heading("", "", "row");
    name.append(change.place === undefined ? change.indicator : button("go", "", () => openIndicator(change.place), said(D.indicators[change.place], "name")));
    const delta = change.change === undefined ? "" : (change.change > 0 ? "+" : "") + number(change.change);
    const state = S.english ? change.event_en : change.event_zh;
    const also = change.retargeted && change.event !== "retargeted" ? t("page", "comma") + t("moved", "retargeted") : "";
    body.append(make("tr", change.event === "gone" || change.event === "lost" ? "miss" : "", name, make("td", "n", was), make("td", "n", is), make("td", "n", delta), make("td", "", state + also, change.reason ? make("small", "", " " + said(change, "reason")) : "")));
  }
  table.append(body);
  if (body.children.length) $("#findings").prepend(table);
}

/** For paper: the failing claims, numbered as they are in the text. */
function drawFootnotes() {
  const box = $("#footnotes");
  const list = make("ol");
  for (const claim of D.claims) {
    if (claim.verdict !== "fails") continue;
    const lines = [...new Set(claim.operands.map((o) => lineAt(o.start) + 1))].join(t("page", "comma"));
    const comment = said(claim, "comment");
    const parts = [said(claim, "claim"), `${t("card", "stated")} ${said(claim, "stated")}`, `${t("card", "computed")} ${said(claim, "computed")}`, comment === "—" ? "" : comment];
    list.append(make("li", "", parts.filter(Boolean).join(S.english ? "; " : "；") + ` (${t("page", "lines", { n: lines })})`));
  }
  box.replaceChildren();
  if (list.children.length) box.append(make("h2", "", t("page", "notes")), list);
}

// Filters, search, keys, the address, and the first drawing of the page.
function counts() {
  const found = {};
  for (const mark of D.marks) {
    found[mark.status] = (found[mark.status] || 0) + 1;
    for (const key of mark.moved || []) found[key] = (found[key] || 0) + 1;
  }
  return found;
}

function chip(key, name, count) {
  const own = button("chip" + (key ? " c-" + key : ""), "", () => setFilter(S.filter === key ? "" : key), name, make("b", "", String(count)));
  own.dataset.key = key;
  own.setAttribute("aria-pressed", String(S.filter === key));
  return own;
}

function drawBar() {
  const bar = $("#bar"), found = counts();
  for (const own of [bar, $("#head")]) own.setAttribute("aria-label", t("page", "toolbar"));
  const contents = button("chip only-narrow", "", () => $("#toc").classList.toggle("open"), t("page", "contents"));
  contents.id = "toc-open";
  bar.replaceChildren(contents, chip("", t("page", "all"), D.marks.length));
  for (const key of RANK) if (found[key]) bar.append(chip(key, t("status", key), found[key]));
  for (const key of ["moved", "retargeted", "new"]) if (found[key]) bar.append(chip(key, t("moved", key), found[key]));
  const search = make("input");
  search.type = "search";
  search.id = "search";
  search.value = S.query;
  search.placeholder = t("page", "search");
  search.setAttribute("aria-label", t("page", "search_label"));
  let timer = 0;
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => find(search.value), 100); });
  search.addEventListener("keydown", searchKeys);
  const hits = make("span", "");
  hits.id = "hits";
  hits.setAttribute("role", "status");
  bar.append(search, hits,
    button("chip", t("page", "theme"), theme, "◐"),
    button("chip", "", () => setLanguage(!S.english), t("page", "language")),
    button("chip", t("page", "keys"), help, "?"));
  bar.lastChild.id = "keys";
}

function drawHead() {
  const report = D.report, title = report.title || t("page", "text");
  $("#title").replaceChildren(title, make("small", "", [report.issuer, report.date].filter(Boolean).join(" · ")));
  document.title = `${title} · ${t("page", "title")}`;
  const c = D.counts.claims;
  $("#summary").textContent = D.claims.length ? t("page", "summary", { n: D.claims.length, ...c }) : t("page", "nothing");
  $("#made").textContent = t("page", "made", { by: D.made_by, sha: (report.sha256 || "").slice(0, 12) });
  $("#skip").textContent = t("page", "skip");
  $("#side").setAttribute("aria-label", t("page", "side"));
  $("#findings").setAttribute("aria-label", t("page", "contradictions"));
}

function drawAll() {
  drawHead();
  drawBar();
  drawText();
  drawContents();
  drawRail();
  drawFindings();
  drawChanges();
  drawAnnex();
  drawFootnotes();
  if (S.mark >= 0) open(S.mark, { claim: S.claim });
  paint();
}

// Filter and search -------------------------------------------------------------------------

function setFilter(key) {
  S.filter = key;
  paint();
}

function matching() {
  const hit = new Set();
  const add = (mark) => { for (let n = lineAt(mark.start); n < D.lines.length && D.lines[n].start < mark.end; n++) hit.add(n); };
  if (S.filter) D.marks.forEach((mark) => { if (passes(mark, S.filter)) add(mark); });
  return hit;
}

function paint() {
  $$(".chip[data-key]").forEach((own) => own.setAttribute("aria-pressed", String(own.dataset.key === S.filter)));
  const hit = matching();
  let found = 0;
  for (const row of $$(".l")) {
    const line = D.lines[row.id.slice(1) - 1];
    const said = !S.query || slice(line).includes(S.query);
    if (S.query && said) found++;
    row.classList.toggle("dim", (S.filter !== "" && !hit.has(row.id.slice(1) - 1)) || !said);
  }
  for (const own of $$("#text mark")) own.classList.toggle("off", S.filter !== "" && !passes(D.marks[own.dataset.i], S.filter));
  $("#hits").textContent = S.query ? t("page", "found", { n: found }) : "";
  highlight();
}

function find(words) {
  S.query = words.trim();
  S.hit = -1;
  paint();
}

/** Show the words looked for in what is drawn (where the browser can). */
function highlight() {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("found");
  if (!S.query) return;
  const ranges = [];
  for (const row of $$(".l:not(.dim)")) {
    const body = row.lastChild, whole = body.textContent;
    for (let at = whole.indexOf(S.query); at >= 0 && ranges.length < 2000; at = whole.indexOf(S.query, at + S.query.length))
      ranges.push(range(body, at, at + S.query.length));
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function range(body, start, end) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT), made = new Range();
  let passed = 0, begun = false;
  while (walker.nextNode()) {
    const node = walker.currentNode, next = passed + node.length;
    if (!begun && start < next) { made.setStart(node, start - passed); begun = true; }
    if (end <= next) { made.setEnd(node, end - passed); break; }
    passed = next;
  }
  return made;
}

function searchKeys(event) {
  event.stopPropagation();
  if (event.key === "Escape") { event.target.value = ""; find(""); event.target.blur(); }
  if (event.key !== "Enter") return;
  if (event.target.value.trim() !== S.query) find(event.target.value);
  if (!S.query) return;
  const rows = D.lines.map((line, n) => n).filter((n) => D.lines[n].kind !== "blank" && slice(D.lines[n]).includes(S.query));
  if (!rows.length) return;
  S.hit = (S.hit + (event.shiftKey ? rows.length - 1 : 1) + rows.length) % rows.length;
  goTo(rows[S.hit]);
}

// Opening and going on ----------------------------------------------------------------------

/** Open the card of a mark; `jump` also goes to it in the text. */
function open(i, { jump = false, claim = -1 } = {}) {
  const mark = D.marks[i];
  S.mark = i;
  S.claim = (mark.claims || []).includes(claim) ? claim : -1;
  clear();
  $("#card").hidden = false;
  document.body.classList.add("sheet");
  drawCard(i);
  $("#card").scrollTop = 0;
  $("#side").scrollTop = 0;
  for (const own of elements(i)) { own.classList.add("sel"); own.tabIndex = 0; }
  $$(`#annex button[data-i="${i}"]`).forEach((own) => own.classList.add("sel"));
  $$(`#rail i[data-i="${i}"]`).forEach((own) => own.classList.add("here"));
  twins(mark);
  const first = D.claims[S.claim >= 0 ? S.claim : (mark.claims || [])[0]];
  const spoken = first ? t("verdict", first.verdict) + " " + said(first, "claim") : "";
  $("#told").textContent = [slice(mark), ...labels(mark), spoken].filter(Boolean).join(t("page", "comma"));
  if (jump) reach(i);
  else if (getComputedStyle($("#card")).position === "fixed" && elements(i)[0]) show(elements(i)[0]);
  address("#m" + mark.start);
}

function reach(i) {
  const own = elements(i)[0];
  if (!own) return;
  own.focus({ preventScroll: true });
  show(own);
}

/** Frame the other numbers of the claim in front. */
function twins(mark) {
  const first = S.claim >= 0 ? S.claim : (mark.claims || []).find((n) => D.claims[n].verdict !== "holds");
  if (first === undefined) return;
  for (const o of D.claims[first].operands) {
    const other = markAt(o.start, o.end);
    if (other >= 0 && other !== S.mark) elements(other).forEach((own) => own.classList.add("twin"));
  }
}

function openClaim(n) {
  const spot = lead(D.claims[n]);
  const i = markAt(spot.start, spot.end);
  if (i >= 0) return open(i, { jump: true, claim: n });
  bare(aboutClaim(n));
  S.claim = n;
  return goTo(lineAt(spot.start));
}

/** A card of what no mark stands for. */
function bare(content) {
  clear();
  S.mark = S.claim = -1;
  const card = $("#card");
  card.hidden = false;
  card.setAttribute("aria-label", t("page", "side"));
  document.body.classList.add("sheet");
  card.replaceChildren(cardTop(0, 0), content);
  card.focus();
}

/** Open an indicator: at the mark of its value, or as a card without one. */
function openIndicator(i) {
  const own = D.indicators[i].cells;
  const marked = ["actual", "target", "baseline"].map((role) => (own[role] || {}).mark).find((mark) => mark !== undefined);
  if (marked !== undefined) return open(marked, { jump: true });
  return bare(aboutIndicator(i));
}

function clear() {
  $$("mark.sel, mark.twin, button.sel").forEach((own) => { own.classList.remove("sel", "twin"); if (own.tagName === "MARK") own.tabIndex = -1; });
  $$("#rail i.here").forEach((own) => own.classList.remove("here"));
}

function shut() {
  const back = S.mark >= 0 ? elements(S.mark)[0] : null;
  clear();
  $("#card").hidden = true;
  document.body.classList.remove("sheet");
  if (back) { back.tabIndex = 0; back.focus({ preventScroll: true }); }
}

/** Where `n` and `p` stop: the claims of the filter's verdict (else those that fail), or its marks. */
function stops() {
  if (S.filter && !["fails", "undecidable", "holds"].includes(S.filter))
    return D.marks.map((mark, i) => ({ mark: i, start: mark.start })).filter((stop) => passes(D.marks[stop.mark], S.filter));
  const verdict = S.filter || (D.counts.claims.fails ? "fails" : "undecidable");
  return D.claims.map((claim, n) => ({ claim: n, start: claim.operands.length ? lead(claim).start : -1 }))
    .filter((stop) => D.claims[stop.claim].verdict === verdict && stop.start >= 0).sort((a, b) => a.start - b.start);
}

function step(way) {
  const tour = stops();
  if (!tour.length) return;
  let at = tour.findIndex((stop) => (stop.claim === undefined ? stop.mark === S.mark : stop.claim === S.claim));
  if (at < 0) {
    const from = S.mark < 0 ? -1 : D.marks[S.mark].start;
    const next = tour.findIndex((stop) => stop.start > from);
    at = way > 0 ? (next < 0 ? 0 : next) : (next < 0 ? tour.length : next) - 1;
  } else at += way;
  const stop = tour[(at + tour.length) % tour.length];
  if (stop.claim === undefined) open(stop.mark, { jump: true }); else openClaim(stop.claim);
}

function beside(way) {
  const list = D.marks, last = list.length - 1;
  let i = S.mark < 0 ? (way > 0 ? 0 : last) : S.mark + way;
  while (i >= 0 && i <= last && S.filter && !passes(list[i], S.filter)) i += way;
  if (i >= 0 && i <= last) open(i, { jump: true });
}

/** The address names the mark, so that a link opens on it. */
function address(hash) {
  if (location.protocol === "about:") return; // in a notebook's frame there is none
  try { history.replaceState(null, "", hash); } catch { location.replace(hash); }
}

function fromAddress() {
  const hash = decodeURIComponent(location.hash);
  const mark = /^#m(\d+)$/.exec(hash), line = /^#l(\d+)$/.exec(hash), claim = /^#c:(.+)$/.exec(hash);
  if (mark) { const i = markAt(+mark[1], +mark[1] + 1); if (i >= 0) open(i, { jump: true }); }
  if (line && D.lines[line[1] - 1]) goTo(line[1] - 1);
  if (claim) { const n = D.claims.findIndex((own) => own.id === claim[1]); if (n >= 0) openClaim(n); }
}

// Keys, theme, language, paper --------------------------------------------------------------

const KEYS = {
  n: () => step(1), p: () => step(-1), f: () => setFilter(S.filter === "fails" ? "" : "fails"),
  "/": () => $("#search").focus(), "?": help,
  ArrowRight: () => beside(1), ArrowLeft: () => beside(-1),
  Escape: () => ($("#card").hidden ? setFilter("") : shut()),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("#help").open) return;
  const own = event.target.closest && event.target.closest("mark");
  if (own && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); open(+own.dataset.i); return; }
  const arrow = event.key.startsWith("Arrow");
  if (!KEYS[event.key] || (arrow && !own)) return;
  event.preventDefault();
  KEYS[event.key]();
}

function help() {
  const box = $("#help");
  box.setAttribute("aria-label", t("page", "keys"));
  const list = Object.keys(WORDS.keys).map((key) => (key === "arrows" ? ["", t("keys", key)] : [make("kbd", "", key), t("keys", key)]));
  const table = make("dl");
  for (const [key, words] of list) table.append(make("dt", "", key || "·"), make("dd", "", words));
  box.replaceChildren(make("h2", "", t("page", "keys")), table, button("chip", "", () => box.close(), t("page", "close")));
  box.showModal();
}

const dark = () => matchMedia("(prefers-color-scheme:dark)");

function theme() {
  document.documentElement.dataset.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
}

function setLanguage(english) {
  S.english = english;
  document.documentElement.lang = english ? "en" : "zh-CN";
  drawAll();
}

function start() {
  let note = 0;
  for (const claim of D.claims) if (claim.verdict === "fails") claim.note = ++note;
  document.documentElement.dataset.theme = dark().matches ? "dark" : "light";
  dark().addEventListener("change", (event) => { document.documentElement.dataset.theme = event.matches ? "dark" : "light"; });
  new ResizeObserver(() => document.documentElement.style.setProperty("--head", $("#head").offsetHeight + "px")).observe($("#head"));
  addEventListener("beforeprint", () => blocks.forEach(drawBlock));
  matchMedia("print").addEventListener("change", (event) => { if (event.matches) blocks.forEach(drawBlock); });
  addEventListener("hashchange", fromAddress);
  document.addEventListener("keydown", onKey);
  $("#text").addEventListener("click", (event) => { const own = event.target.closest("mark"); if (own) open(+own.dataset.i); });
  $("#rail").addEventListener("click", (event) => { if (event.target.dataset.i) open(+event.target.dataset.i, { jump: true }); });
  drawAll();
  fromAddress();
  document.documentElement.dataset.ready = "1";
}

unpack().then((data) => { D = realign(data); start(); }).catch((error) => {
  console.error(error);
  $("#summary").textContent = t("page", "old_browser");
});

// The report's text: every line stands there from the first; marks are drawn where one reads.
const BLOCK = 30;
const drawn = new Set();
let blocks = [];
let watcher = null;

const LEVELS = { title: "top", heading: "", row: "row" };

function drawText() {
  drawn.clear();
  const main = $("#text");
  main.setAttribute("aria-label", t("page", "text"));
  main.replaceChildren();
  blocks = [];
  let depth = 1;
  for (let first = 0; first < D.lines.length; first += BLOCK) {
    const block = make("div", "blk");
    let letters = 0;
    for (let n = first; n < Math.min(first + BLOCK, D.lines.length); n++) {
      const line = D.lines[n];
      if (line.kind === "blank") continue;
      letters += 60 + (line.end - line.start);
      if (line.kind === "heading") depth = Math.min(line.level + 1, depth + 1, 5);
      const body = make(line.kind === "heading" ? "h" + depth : "p", LEVELS[line.kind] || "", slice(line));
      const label = make("span", "", String(n + 1));
      label.setAttribute("aria-hidden", "true");
      const row = make("div", "l", label, body);
      row.id = "l" + (n + 1);
      block.append(row);
    }
    block.style.containIntrinsicSize = "auto " + Math.round(letters * 0.75) + "px";
    block.dataset.first = first;
    blocks.push(block);
  }
  main.append(...blocks);
  if (watcher) watcher.disconnect();
  watcher = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) drawBlock(one.target);
  }, { rootMargin: "1200px 0px" });
  blocks.forEach((block) => watcher.observe(block));
}

function drawBlock(block) {
  const first = +block.dataset.first;
  if (drawn.has(first)) return;
  drawn.add(first);
  watcher.unobserve(block);
  for (const row of block.children) drawLine(row);
}

function drawLine(row) {
  const line = D.lines[row.id.slice(1) - 1];
  const body = row.lastChild;
  const parts = [];
  let at = line.start;
  for (let i = after(D.marks, "end", line.start); i < D.marks.length && D.marks[i].start < line.end; i++) {
    const mark = D.marks[i];
    const start = Math.max(mark.start, line.start), end = Math.min(mark.end, line.end);
    if (start > at) parts.push(D.text.slice(at, start));
    parts.push(tag(i, D.text.slice(start, end)));
    at = end;
  }
  if (!parts.length) return;
  if (at < line.end) parts.push(D.text.slice(at, line.end));
  body.replaceChildren(...parts);
  if (S.query) highlight();
}

function tag(i, text) {
  const mark = D.marks[i];
  const element = make("mark", mark.status, text);
  element.dataset.i = i;
  element.setAttribute("role", "button");
  // one mark is in the tab order; the arrows go from there
  element.tabIndex = i === (S.mark < 0 ? 0 : S.mark) ? 0 : -1;
  element.setAttribute("aria-label", text + t("page", "comma") + labels(mark).join(t("page", "comma")));
  if (mark.moved) element.classList.add("moved");
  if (S.filter && !passes(mark, S.filter)) element.classList.add("off");
  if (i === S.mark) element.classList.add("sel");
  const notes = (mark.claims || []).map((c) => D.claims[c].note).filter(Boolean);
  if (notes.length && mark.status === "fails") element.append(make("sup", "", "[" + notes.join(",") + "]"));
  return element;
}

const labels = (mark) => [t("status", mark.status), ...(mark.moved || []).map((key) => t("moved", key))];
const passes = (mark, filter) => mark.status === filter || (mark.moved || []).includes(filter);

/** The elements of a mark (more than one where it runs over lines), drawn if need be. */
function elements(i) {
  const mark = D.marks[i];
  const rows = [];
  for (let n = lineAt(mark.start); n < D.lines.length && D.lines[n].start < mark.end; n++) {
    const block = blocks[Math.floor(n / BLOCK)];
    if (block) drawBlock(block);
    rows.push($("#l" + (n + 1)));
  }
  return rows.filter(Boolean).flatMap((row) => $$('mark[data-i="' + i + '"]', row));
}

/** Scroll so that an element stands in the middle of what header and sheet leave free. */
function show(element) {
  const centre = () => {
    const head = $("#head").getBoundingClientRect().bottom;
    const card = $("#card");
    const sheet = !card.hidden && getComputedStyle(card).position === "fixed" ? card.getBoundingClientRect().top : innerHeight;
    const box = element.getBoundingClientRect();
    scrollBy(0, box.top + box.height / 2 - (head + sheet) / 2);
  };
  centre();
  // what is far away gets its real height only as it comes near
  requestAnimationFrame(() => { centre(); requestAnimationFrame(centre); });
}

function drawContents() {
  const nav = $("#toc");
  nav.setAttribute("aria-label", t("page", "contents"));
  const list = make("ol");
  const heads = D.lines.map((line, n) => ({ ...line, n })).filter((line) => line.kind === "heading" && line.level < 4);
  heads.forEach((head, k) => {
    const end = k + 1 < heads.length ? heads[k + 1].start : D.text.length;
    const link = make("a", "", slice(head).trim().replace(/[。;;]$/, ""));
    link.href = "#l" + (head.n + 1);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      nav.classList.remove("open");
      goTo(head.n);
    });
    let fails = 0;
    for (let i = after(D.marks, "end", head.start); i < D.marks.length && D.marks[i].start < end; i++)
      if (D.marks[i].status === "fails") fails++;
    if (fails) link.append(make("b", "", "✗" + fails));
    list.append(make("li", "d" + head.level, link));
  });
  nav.replaceChildren(make("h2", "", t("page", "contents")), list);
  nav.hidden = !heads.length;
}

function goTo(n) {
  const block = blocks[Math.floor(n / BLOCK)];
  drawBlock(block);
  const row = $("#l" + (n + 1));
  if (row) show(row);
}

function drawRail() {
  const rail = $("#rail");
  rail.title = t("page", "rail");
  rail.replaceChildren();
  D.marks.forEach((mark, i) => {
    if (mark.status !== "fails" && mark.status !== "undecidable") return;
    const tick = make("i", mark.status);
    tick.style.top = (100 * mark.start) / Math.max(1, D.text.length) + "%";
    tick.dataset.i = i;
    tick.title = slice(mark);
    rail.append(tick);
  });
}

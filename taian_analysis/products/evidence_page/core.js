// The data and the words of the page, and the few helpers everything else uses.
"use strict";
const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];

/** Make an element; text is always set as text, never as markup. */
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function button(className, label, act, ...children) {
  const element = make("button", className, ...children);
  element.type = "button";
  if (label) element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}

const WORDS = JSON.parse($("#words").textContent);
let D = null;
const S = { filter: "", query: "", mark: -1, claim: -1, english: document.documentElement.lang.startsWith("en") };

/** A word of the page: t("card", "stated"), with {…} filled in. */
function t(table, key, values = {}) {
  const pair = (WORDS[table] || {})[key];
  const text = pair ? pair[S.english ? 1 : 0] : String(key);
  return text.replace(/\{(\w+)\}/g, (_, name) => (name in values ? values[name] : ""));
}

/** A field of a row in the page's language: name or name_en. */
const said = (row, field) => (S.english && row[field + "_en"]) || row[field];

const RANK = ["fails", "undecidable", "holds", "annex", "series", "plain"];
const slice = (span) => D.text.slice(span.start, span.end);

/** The first place of a sorted list whose field is more than a value. */
function after(list, field, value) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle][field] > value) high = middle; else low = middle + 1;
  }
  return low;
}

/** The number (from 0) of the line an offset stands in. */
const lineAt = (offset) => Math.max(0, after(D.lines, "start", offset) - 1);

/** The mark that covers a span, or -1. */
function markAt(start, end) {
  const place = after(D.marks, "end", start);
  return place < D.marks.length && D.marks[place].start < end ? place : -1;
}

function number(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  return new Intl.NumberFormat(S.english ? "en" : "zh-CN", { maximumSignificantDigits: 10 }).format(value);
}

const percent = (value) => (value === undefined ? "—" : number(Math.round(value * 1000) / 10) + "%");

const unitName = (unit) => (unit && S.english && unit in WORDS.units ? WORDS.units[unit] : unit || "");

/** A number with its unit; English has no 万 and no 亿. */
function amount(value, unit) {
  if (value === undefined || value === null) return "";
  const scaled = S.english && typeof value === "number" ? value * (WORDS.scales[unit] || 1) : value;
  const name = unitName(unit);
  return number(scaled) + (S.english && name && !/^[%‰:]/.test(name) ? " " : "") + name;
}

/** A period as a person writes it: 2023-S1 is 2023年上半年. */
function when(code) {
  if (!code) return "";
  if (code.includes("/")) return code.split("/").map(when).join("–");
  const [y, m, d] = code.split("-");
  if (!m) return t("period", "year", { y });
  if (/^[SQ]/.test(m)) return t("period", m, { y });
  return d ? t("period", "day", { y, m: S.english ? m : +m, d: S.english ? d : +d })
    : t("period", "month", { y, m: S.english ? m : +m });
}

/** The data, unpacked where the page carries it packed. */
async function unpack() {
  const place = $("#data");
  if (place.type === "application/json") return JSON.parse(place.textContent);
  const bytes = Uint8Array.from(atob(place.textContent.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Places count characters; where the text holds some beyond the first plane, JavaScript counts two. */
function realign(data) {
  if (!/[\ud800-\udbff]/.test(data.text)) return data;
  const places = [];
  let at = 0;
  for (const letter of data.text) { places.push(at); at += letter.length; }
  places.push(at);
  const walk = (value) => {
    for (const key in value) {
      if ((key === "start" || key === "end") && typeof value[key] === "number") value[key] = places[value[key]];
      else if (value[key] && typeof value[key] === "object") walk(value[key]);
    }
  };
  walk(data);
  return data;
}

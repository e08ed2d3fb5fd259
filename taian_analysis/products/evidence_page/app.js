// A file dropped into the page goes to the worker, and comes back as the evidence page.
const $ = (selector) => document.querySelector(selector);
const words = document.body.dataset;
const worker = new Worker("worker.mjs", { type: "module" });
let ready = false;

const say = (text) => { $("#state").textContent = text; };
say(words.starting);

worker.addEventListener("message", ({ data }) => {
  if (data.ready) { ready = true; document.documentElement.dataset.ready = "1"; say(words.ready); }
  if (data.error) say(data.error);
  if (data.html) show(data.html, data.name);
});
worker.addEventListener("error", (event) => say(event.message || "worker"));

async function check(file) {
  if (!file) return;
  say(ready ? words.working : words.starting);
  const bytes = new Uint8Array(await file.arrayBuffer());
  worker.postMessage({ name: file.name, bytes, lang: document.documentElement.lang.slice(0, 2) }, [bytes.buffer]);
}

function show(html, name) {
  const address = URL.createObjectURL(new Blob([html], { type: "text/html;charset=utf-8" }));
  $("#start").hidden = true;
  $("#bar").hidden = $("#page").hidden = false;
  $("#page").src = address;
  $("#save").href = address;
  $("#save").download = name.replace(/\.[^.]*$/, "") + "-evidence.html";
}

$("#file").addEventListener("change", (event) => check(event.target.files[0]));
addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("over"); });
addEventListener("dragleave", () => document.body.classList.remove("over"));
addEventListener("drop", (event) => { event.preventDefault(); document.body.classList.remove("over"); check(event.dataTransfer.files[0]); });

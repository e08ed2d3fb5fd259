// Python beside the page: it reads and checks a report here, and sends nothing anywhere.
import { loadPyodide } from "./pyodide/pyodide.mjs";

async function start() {
  const python = await loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href });
  const packed = await (await fetch(new URL("./taian_analysis.zip", import.meta.url))).arrayBuffer();
  python.unpackArchive(packed, "zip", { extractDir: "/package" });
  python.runPython("import sys; sys.path.insert(0, '/package')");
  return python.runPython("from taian_analysis.products.evidence_app import from_bytes\nfrom_bytes");
}

const started = start();
started.then(() => postMessage({ ready: true }), (error) => postMessage({ error: String(error) }));

addEventListener("message", async ({ data }) => {
  try {
    const made = await started;
    postMessage({ ...JSON.parse(made(data.name, data.bytes, data.lang)), name: data.name });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});

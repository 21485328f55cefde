// CSL jobs, one JSON object a line on standard input; answers, one a line, on standard output.
// node citeproc_js.cjs FOLDER_WITH_NODE_MODULES FOLDER_OF_LOCALES
// Job: {style: path, locale?: code, items: [...], citations?: [[id or item, ...], ...],
//       clusters?: [{citationItems, properties}] in the order of a document, in place of citations}
// Answer: {order: [id], entries: {id: html}, citations?: [html]} or {error: text}; without jobs: {version: text}.
const fs = require("fs");
const path = require("path");
const readline = require("readline");

const [folder, locales] = process.argv.slice(2);
console.log = () => {}; // citeproc-js talks there
const CSL = require(path.join(folder, "node_modules", "citeproc"));
CSL.debug = CSL.error = () => {};
const format = CSL.Output.Formats.html;
const entry = format["@bibliography/entry"];
format["@bibliography/entry"] = function (state, text) {
  return `\u0001${this.system_id ?? ""}\u0001` + entry.call(this, state, text);
};

const styles = new Map();
const read = (file) => {
  if (!styles.has(file)) styles.set(file, fs.readFileSync(file, "utf8"));
  return styles.get(file);
};
const retrieveLocale = (language) => {
  const file = path.join(locales, `locales-${language}.xml`);
  return fs.existsSync(file) ? read(file) : false;
};

// The name of an event under both of its names, as Zotero gives it to citeproc-js.
function withEvent(item) {
  const event = item.event || item["event-title"];
  return event ? { ...item, event, "event-title": event } : item;
}

function answer(job) {
  const items = new Map(job.items.map((item) => [String(item.id), withEvent(item)]));
  const system = { retrieveLocale, retrieveItem: (id) => items.get(String(id)) };
  const engine = new CSL.Engine(system, read(job.style), job.locale || undefined, Boolean(job.locale));
  engine.updateItems([...items.keys()]);
  // A style without a bibliography has citations only.
  const [parameters, texts] = engine.makeBibliography() || [{ entry_ids: [...items.keys()].map((id) => [id]) }, []];
  const order = parameters.entry_ids.map((ids) => String(ids[0]));
  // Entries without text are left out of texts, but for numeric styles, which complain in their place.
  const entries = Object.fromEntries(order.map((id) => [id, ""]));
  texts.forEach((text, at) => {
    const [, id, html] = /^\u0001(.*)\u0001([^]*)$/.exec(text);
    entries[id || order[at]] = html;
  });
  const made = { order, entries };
  if (job.citations) {
    const item = (one) => (typeof one === "string" ? { id: one } : one);
    made.citations = job.citations.map((cites) => engine.makeCitationCluster(cites.map(item)));
  }
  if (job.clusters) {
    const citations = job.clusters.map((cluster, at) => ({
      citationID: `c${at}`,
      citationItems: cluster.citationItems,
      properties: { noteIndex: 0, ...cluster.properties },
    }));
    made.citations = engine.rebuildProcessorState(citations, "html", []).map((one) => one[2]);
  }
  return made;
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let made;
  try {
    const job = JSON.parse(line);
    made = job.style ? answer(job) : { version: CSL.PROCESSOR_VERSION };
  } catch (error) {
    made = { error: String((error && error.stack) || error).slice(0, 600) };
  }
  process.stdout.write(JSON.stringify(made) + "\n");
});

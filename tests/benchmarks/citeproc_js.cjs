// A reference list by citeproc-js: node citeproc_js.cjs FOLDER_OF_NODE_MODULES LOCALES ITEMS STYLE OUTPUT
const fs = require("fs");
const [folder, locales, items, style, output] = process.argv.slice(2);
const CSL = require(`${folder}/node_modules/citeproc`);
const byId = new Map(JSON.parse(fs.readFileSync(items, "utf8")).map((item) => [item.id, item]));
const engine = new CSL.Engine(
  {
    retrieveItem: (id) => byId.get(id),
    retrieveLocale: (code) => {
      const file = `${locales}/locales-${code}.xml`;
      return fs.existsSync(file) && fs.readFileSync(file, "utf8");
    },
  },
  fs.readFileSync(style, "utf8"),
);
engine.updateItems([...byId.keys()]);
const [layout, entries] = engine.makeBibliography();
fs.writeFileSync(output, layout.bibstart + entries.join("") + layout.bibend);

// How a page finds papers: plain inclusion of words, as styles/site/site.js does it, beside two search libraries.
// Run: npm install --prefix DIR minisearch@7.2.0 flexsearch@0.8.212 && NODE_PATH=DIR/node_modules node tests/benchmarks/search.cjs
// Twenty thousand invented papers; the queries are what is in the field after each keystroke. Prints a Markdown table.
"use strict";
const fs = require("node:fs");
const zlib = require("node:zlib");
const path = require("node:path");
const MiniSearch = require("minisearch");
const FlexSearch = require("flexsearch");

const COUNT = 20000;
let seed = 7;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const syllables = "ba ce di fo gu ha ki lo mé na pe qui ro sü ta ve wa xi yo zu tion ing net graph".split(" ");
const vocabulary = Array.from({ length: 8000 }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => syllables[Math.floor(random() * syllables.length)]).join(""));
const word = () => vocabulary[Math.floor(vocabulary.length * random() ** 3)];
const phrase = (count) => Array.from({ length: count }, word).join(" ");
const papers = Array.from({ length: COUNT }, (_, id) => ({ id, title: phrase(9), authors: phrase(10), venue: phrase(1), affiliation: phrase(2), key: word() + id }));
const FIELDS = ["title", "authors", "venue", "affiliation", "key"];

const fold = (text) => (/^[\x00-\x7f]*$/.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();
const queries = [];
for (let at = 0; at < 40; at += 1) {
  const whole = `${word()} ${word()}`;
  for (let end = 1; end <= whole.length; end += 1) queries.push(whole.slice(0, end).trim());
}
const wordsOf = (query) => fold(query).split(/\s+/).filter(Boolean);

const engines = {
  "plain inclusion": () => {
    const folded = papers.map((paper) => fold(FIELDS.map((field) => paper[field]).join("\n")));
    return (query) => {
      const wanted = wordsOf(query);
      return folded.reduce((count, text) => count + wanted.every((one) => text.includes(one)), 0);
    };
  },
  MiniSearch: () => {
    const index = new MiniSearch({ fields: FIELDS, processTerm: fold });
    index.addAll(papers);
    return (query) => index.search(query, { prefix: true, combineWith: "AND" }).length;
  },
  FlexSearch: () => {
    const index = new FlexSearch.Document({ document: { id: "id", index: FIELDS }, tokenize: "forward", encode: wordsOf });
    for (const paper of papers) index.add(paper);
    return (query) => new Set(index.search(query, { limit: COUNT }).flatMap((field) => field.result)).size;
  },
};
const sizes = {
  "plain inclusion": Buffer.from("wanted.every((word) => paper.folded.includes(word))"),
  MiniSearch: fs.readFileSync(path.join(process.env.NODE_PATH, "minisearch/dist/umd/index.js")),
  FlexSearch: fs.readFileSync(path.join(process.env.NODE_PATH, "flexsearch/dist/flexsearch.compact.min.js")),
};

const now = () => performance.now();
console.log(`${COUNT.toLocaleString("en-US")} papers, ${queries.length} queries, Node.js ${process.version}\n`);
console.log("| search | script, gzip | index made | memory | keystroke, median | 95 % | slowest | papers found by all queries |");
console.log("|:--|--:|--:|--:|--:|--:|--:|--:|");
for (const [name, make] of Object.entries(engines)) {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  let start = now();
  const search = make();
  const made = now() - start;
  global.gc?.();
  const memory = process.memoryUsage().heapUsed - before;
  let total = 0;
  const times = queries.map((query) => {
    start = now();
    total += search(query);
    return now() - start;
  }).sort((a, b) => a - b);
  const at = (share) => `${times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1)} ms`;
  console.log(`| ${name} | ${(zlib.gzipSync(sizes[name]).length / 1024).toFixed(1)} kB | ${made.toFixed(0)} ms | ${(memory / 1e6).toFixed(0)} MB | ${at(0.5)} | ${at(0.95)} | ${at(1)} | ${total.toLocaleString("en-US")} |`);
}

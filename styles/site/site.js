// The page's script: search, filters, selection, copying. Plain JavaScript, one file, so that it also runs from a disk.
// Data come from data/index.js and data/texts-N.js, which call plbib.index(…) and plbib.texts(…).
"use strict";

const plbib = (() => {
  const SHOWN = 100; // results at a time
  const FACETS = ["category", "venue", "year", "affiliation"];
  const root = document.body ? document.body.dataset.root : "";
  const byId = (id) => document.getElementById(id);
  const state = { q: "", category: "", venue: "", year: "", affiliation: "", sort: "" };
  const chosen = new Set();
  const loading = new Map(); // number of a file of texts → promise of its texts
  const arrived = new Map();
  let data = null;
  let papers = [];
  let shown = SHOWN;
  let results = [];

  // Text without case and accents.
  const fold = (text) => (/^[\x00-\x7f]*$/.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();

  // The same, but each letter stays one letter, so that what is found can be marked.
  const foldLetters = (text) =>
    Array.from(text, (letter) => {
      const plain = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      return plain.length === letter.length ? plain : letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter;
    }).join("");

  const words = (query) => fold(query).split(/\s+/).filter(Boolean);

  const storage = {
    name: `plbib:${location.pathname.replace(/(categories|papers)\/[^/]*$|[^/]*$/, "")}`,
    read() {
      try {
        return JSON.parse(localStorage.getItem(this.name)) || [];
      } catch {
        return [];
      }
    },
    write(keys) {
      try {
        localStorage.setItem(this.name, JSON.stringify(keys));
      } catch {
        // a browser may forbid it; the selection then lasts as long as the page
      }
    },
  };

  // The address ---------------------------------------------------------------------------------------------------

  const readAddress = () => {
    const given = location.hash.includes("=") ? new URLSearchParams(location.hash.slice(1)) : new URLSearchParams();
    for (const name of Object.keys(state)) state[name] = given.get(name) || "";
  };

  const writeAddress = (replace) => {
    const given = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
    history[replace ? "replaceState" : "pushState"](null, "", `#${given}`);
  };

  // Finding -------------------------------------------------------------------------------------------------------

  const matches = (paper, facet) => !state[facet] || paper.facets[facet].includes(state[facet]);

  const find = () => {
    const wanted = words(state.q);
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const found = [];
    for (const paper of papers) {
      if (!wanted.every((word) => paper.folded.includes(word))) continue;
      const missed = FACETS.filter((facet) => !matches(paper, facet));
      if (!missed.length) found.push(paper);
      for (const facet of FACETS) {
        if (missed.length > 1 || (missed.length === 1 && missed[0] !== facet)) continue;
        for (const value of paper.facets[facet]) counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
      }
    }
    const orders = {
      new: (a, b) => (b.year || "0") - (a.year || "0"),
      old: (a, b) => (a.year || "9999") - (b.year || "9999"),
      title: (a, b) => a.title.localeCompare(b.title, "en"),
    };
    if (orders[state.sort]) found.sort(orders[state.sort]);
    return { found, counts };
  };

  // Showing -------------------------------------------------------------------------------------------------------

  const marked = (element, text) => {
    const wanted = words(state.q);
    const folded = foldLetters(text);
    const marks = [];
    for (const word of wanted) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) marks.push([at, at + word.length]);
    }
    marks.sort((a, b) => a[0] - b[0]);
    element.replaceChildren();
    let at = 0;
    for (const [start, end] of marks) {
      if (end <= at) continue;
      const from = Math.max(start, at);
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, end);
      element.append(text.slice(at, from), mark);
      at = end;
    }
    element.append(text.slice(at));
  };

  const cardOf = (paper) => {
    const card = byId("card").content.firstElementChild.cloneNode(true);
    const part = (name) => card.querySelector(`.${name}`);
    card.dataset.key = paper.key;
    part("choose").setAttribute("aria-label", `Select: ${paper.title}`);
    part("title").href = `${root}papers/${paper.file}.html`;
    for (const name of ["title", "authors", "venue", "affiliation"]) marked(part(name), paper[name]);
    part("year").textContent = paper.year;
    for (const name of paper.badges) {
      const badge = document.createElement("span");
      badge.className = `badge ${name}`;
      badge.textContent = name;
      part("badges").append(badge);
    }
    if (/^https?:/i.test(paper.url)) part("link").href = paper.url;
    else part("link").remove();
    part("bib").href = `${root}papers/${paper.file}.bib`;
    part("unseen").textContent = `: ${paper.title}`;
    return card;
  };

  const fillSelect = (facet, counts) => {
    const select = byId("find").elements[facet];
    const all = document.createElement("option");
    all.value = "";
    all.textContent = "all";
    const names = facet === "category" ? data.categories.map(([name]) => name) : [...counts.keys()];
    if (facet === "year") names.sort((a, b) => b - a);
    else if (facet !== "category") names.sort((a, b) => counts.get(b) - counts.get(a) || a.localeCompare(b, "en"));
    if (state[facet] && !names.includes(state[facet])) names.unshift(state[facet]);
    const options = names
      .filter((name) => counts.get(name) || name === state[facet])
      .map((name) => {
        const option = document.createElement("option");
        option.value = name;
        option.textContent = `${name} (${counts.get(name) || 0})`;
        return option;
      });
    select.replaceChildren(all, ...options);
    select.value = state[facet];
    select.parentElement.hidden = !options.length;
  };

  const showResults = () => {
    const list = byId("results");
    list.replaceChildren(...results.slice(0, shown).map(cardOf));
    byId("more").hidden = results.length <= shown;
    showChosen();
  };

  const show = () => {
    const { found, counts } = find();
    const asked = Object.values(state).some(Boolean);
    results = found;
    shown = SHOWN;
    for (const facet of FACETS) fillSelect(facet, counts[facet]);
    byId("list").hidden = asked;
    const charts = document.querySelector(".counts");
    if (charts) charts.open = !asked;
    byId("results").hidden = !asked;
    byId("count").textContent = asked
      ? found.length
        ? `${found.length} of ${papers.length} papers`
        : "No paper matches. Take out a word, or clear the filters."
      : "";
    if (asked) showResults();
    else {
      byId("results").replaceChildren();
      byId("more").hidden = true;
      showChosen();
    }
  };

  const takeFields = () => {
    const fields = byId("find").elements;
    for (const name of Object.keys(state)) state[name] = fields[name].value.trim();
  };

  const fillFields = () => {
    const fields = byId("find").elements;
    fields.q.value = state.q;
    fields.sort.value = state.sort;
  };

  // Choosing ------------------------------------------------------------------------------------------------------

  const showChosen = () => {
    for (const card of document.querySelectorAll(".paper[data-key]")) card.querySelector(".choose").checked = chosen.has(card.dataset.key);
    byId("chosen").textContent = chosen.size;
    byId("selection").hidden = !chosen.size;
    byId("choose-all").textContent = `Select all ${results.length} shown`;
  };

  const choose = (keys, on) => {
    for (const key of keys) on ? chosen.add(key) : chosen.delete(key);
    storage.write([...chosen]);
    showChosen();
  };

  // Taking away ---------------------------------------------------------------------------------------------------

  const textsOf = (paper) => {
    const number = Math.floor(paper.number / data.chunk);
    if (!loading.has(number)) {
      loading.set(
        number,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = `${root}data/texts-${number}.js`;
          script.onload = () => resolve(arrived.get(number));
          script.onerror = () => {
            loading.delete(number);
            reject(new Error(`${script.src} cannot be loaded`));
          };
          document.head.append(script);
        }),
      );
    }
    return loading.get(number).then((texts) => texts[paper.key]);
  };

  const fileOf = async (format, some) => {
    const at = data.formats.indexOf(format);
    const texts = await Promise.all(some.map(textsOf));
    const count = `% ${some.length.toLocaleString("en-US")} ${some.length === 1 ? "entry" : "entries"}\n`;
    const parts = texts.map((text) => (format.counted ? `\n${text[at]}` : text[at]));
    return format.before + (format.counted ? count : "") + parts.join(format.between) + format.after;
  };

  const download = (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea"); // where a browser gives no clipboard to pages
      area.value = text;
      (document.querySelector("dialog[open]") || document.body).append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  const openTexts = async (paper) => {
    const texts = await textsOf(paper);
    const kinds = [
      ...data.formats.map((format, at) => [format.title, texts[at]]),
      ...data.styles.map((style, at) => [style, texts[data.formats.length + at]]),
      ["\\cite", `\\cite{${paper.key}}`],
      ["key", paper.key],
      ["link", new URL(`${root}papers/${paper.file}.html`, location.href).href],
    ];
    const pick = (button, text) => {
      for (const other of byId("texts-kinds").children) other.setAttribute("aria-pressed", other === button);
      byId("texts-shown").textContent = text;
      byId("texts-status").textContent = "";
    };
    byId("texts-title").textContent = paper.title;
    byId("texts-kinds").replaceChildren(
      ...kinds.map(([name, text]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = name;
        button.addEventListener("click", () => pick(button, text));
        return button;
      }),
    );
    pick(byId("texts-kinds").firstElementChild, kinds[0][1]);
    byId("texts").showModal();
  };

  // Beginning -----------------------------------------------------------------------------------------------------

  const fail = (error) => {
    byId("count").textContent = `${error.message}. Is the whole folder there?`;
  };

  const paperOf = (element) => papers.find((paper) => paper.key === element.closest("[data-key]").dataset.key);

  const listen = () => {
    const form = byId("find");
    const renew = (replace) => {
      takeFields();
      writeAddress(replace);
      show();
    };
    form.addEventListener("input", (event) => event.target.name === "q" && renew(true));
    form.addEventListener("change", (event) => event.target.name !== "q" && renew(false));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const name of Object.keys(state)) state[name] = "";
      fillFields();
      writeAddress(false);
      show();
      form.elements.q.focus();
    });
    const follow = () => {
      readAddress();
      fillFields();
      show();
    };
    window.addEventListener("popstate", follow);
    window.addEventListener("hashchange", follow);
    window.addEventListener("beforeprint", () => {
      shown = results.length;
      if (!byId("results").hidden) showResults();
    });
    byId("more").addEventListener("click", () => {
      const before = shown;
      shown += SHOWN;
      showResults();
      byId("results").children[before].querySelector("a").focus();
    });
    document.addEventListener("change", (event) => {
      if (event.target.matches(".choose")) choose([event.target.closest("[data-key]").dataset.key], event.target.checked);
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest(".take");
      if (button) openTexts(paperOf(button)).catch(fail);
    });
    byId("choose-all").addEventListener("click", () => choose(results.map((paper) => paper.key), true));
    byId("choose-none").addEventListener("click", () => choose([...chosen], false));
    byId("texts-copy").addEventListener("click", async () => {
      byId("texts-status").textContent = (await copy(byId("texts-shown").textContent)) ? "Copied." : "Your browser does not let this page copy: mark the text.";
    });
    byId("take-chosen").replaceChildren(
      ...data.formats.map((format) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = format.title;
        button.dataset.format = format.name;
        button.addEventListener("click", () => {
          const some = papers.filter((paper) => chosen.has(paper.key));
          fileOf(format, some).then((text) => download(`selection${format.suffix}`, format.media_type, text), fail);
        });
        return button;
      }),
    );
  };

  return {
    texts(number, texts) {
      arrived.set(number, texts);
    },
    index(given) {
      data = given;
      papers = given.papers.map(([key, file, title, authors, venue, year, affiliation, numbers, badges, url], number) => ({
        ...{ number, key, file, title, authors, venue, year, affiliation, badges, url },
        facets: {
          category: [...new Set(numbers.flatMap((at) => data.categories[at][2]))].map((at) => data.categories[at][0]),
          venue: venue ? [venue] : [],
          year: year ? [year] : [],
          affiliation: affiliation.split("; ").filter(Boolean),
        },
        folded: fold([title, authors, venue, year, affiliation, key].join("\n")),
      }));
      if (!byId("find")) return;
      const known = new Set(papers.map((paper) => paper.key));
      for (const key of storage.read()) if (known.has(key)) chosen.add(key);
      byId("find").hidden = false;
      for (const element of document.querySelectorAll(".paper [hidden]")) element.hidden = false;
      readAddress();
      fillFields();
      listen();
      show();
    },
  };
})();

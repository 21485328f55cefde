// One round of work in a group by zotero-api-client: create, read, update, conflict, delete. Prints what it saw as JSON.
// node client_round.cjs FOLDER_WITH_NODE_MODULES HOST:PORT GROUP KEY
const path = require("path");

const [folder, authority, group, key] = process.argv.slice(2);
const { default: api } = require(path.join(folder, "node_modules", "zotero-api-client"));
const client = api(key, { apiScheme: "http", apiAuthorityPart: authority });
const library = client.library("group", group);
const seen = {};

async function refused(request) {
  try {
    await request;
    return { status: 0 };
  } catch (error) {
    return { status: error.response.status, reason: error.reason, version: error.getVersion() };
  }
}

async function create() {
  const template = (await client.template("conferencePaper").get()).getData();
  const [collection] = (await library.collections().post([{ name: "Kites" }])).getData();
  const response = await library
    .items()
    .post([
      { ...template, title: "Strings", collections: [collection.key] },
      { ...template, title: "Tails", tags: [{ tag: "wind" }] },
      { itemType: "kite" },
    ]);
  seen.access = (await client.verifyKeyAccess().get()).getData().access;
  seen.errors = response.getErrors();
  return [response.getEntityByIndex(0), response.getEntityByIndex(1)];
}

async function read(first) {
  const response = await library.items().top().get({ sort: "title", direction: "asc", limit: 1 });
  seen.page = {
    titles: response.getData().map((item) => item.title),
    total: response.getTotalResults(),
    links: Object.keys(response.getRelLinks()).sort(),
  };
  seen.tags = (await library.tags().get()).getData().map((tag) => tag.tag);
  seen.same = (await library.version(response.getVersion()).items().get()).response.status;
  return (await library.items(first.key).get()).getVersion();
}

async function update(first, version) {
  const item = library.items(first.key);
  const written = await item.version(version).patch({ title: "Strings and Knots" });
  seen.updated = { type: written.getResponseType(), newer: written.getVersion() > version };
  seen.conflict = await refused(item.version(version).patch({ title: "Lost" }));
  seen.stale = await refused(library.version(version).items().post([{ key: first.key, title: "Lost" }]));
  seen.title = (await item.get()).getData().title;
}

async function remove(first, second) {
  const now = (await library.items().get()).getVersion();
  seen.unguarded = await refused(library.items(first.key).delete());
  const gone = await library.version(now).items(first.key).delete();
  await library.version(gone.getVersion()).items().delete([second.key]);
  seen.left = (await library.items().get()).getTotalResults();
  const log = (await library.deleted(now).get()).getData();
  seen.deleted = [first.key, second.key].every((key) => log.items.includes(key));
}

(async () => {
  const [first, second] = await create();
  await update(first, await read(first));
  await remove(first, second);
  process.stdout.write(JSON.stringify(seen));
})();

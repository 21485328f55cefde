// Reads a .bib on standard input with citation-js and prints its items as CSL-JSON.
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')

const text = require('fs').readFileSync(0, 'utf8')
process.stdout.write(JSON.stringify(new Cite(text, { forceType: '@bibtex/text' }).data))

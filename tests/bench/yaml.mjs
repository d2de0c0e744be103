// Reads a file with the YAML library of the JavaScript world: `node yaml.mjs FILE`.

import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const documents = parseAllDocuments(readFileSync(process.argv[2], 'utf8'));
console.log(documents.flatMap((document) => document.errors).length);

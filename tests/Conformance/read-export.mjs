// Reads text in the format of another tool from standard input, with that tool's parser, and writes JSON.
import { readFileSync } from 'node:fs';

const format = process.argv[2];
const text = readFileSync(0, 'utf8');

const readers = {
  async CloudFormation() {
    const { parse } = await import('yaml');
    return parse(text, { strict: true });
  },
  // The version of CloudFormation's own parser. In it, more words and number formats are not strings.
  async CloudFormationOfYaml11() {
    const { parse } = await import('yaml');
    return parse(text, { strict: true, version: '1.1' });
  },
  async Terraform() {
    const { parse } = await import('@cdktf/hcl2json');
    return parse('pipeline.tf', text);
  },
  async Mermaid() {
    const { JSDOM } = await import('jsdom');
    globalThis.window = new JSDOM('<!doctype html><body></body>').window;
    globalThis.document = globalThis.window.document;
    const { default: mermaid } = await import('mermaid');
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return {
      nodes: [...db.getVertices().values()].map(({ id, text: label }) => ({ id, label })),
      edges: db.getEdges().map(({ start, end, text: label }) => ({ start, end, label })),
      boxes: db.getSubGraphs().map(({ id, title, nodes }) => ({ id, title, nodes })),
    };
  },
};

console.log(JSON.stringify(await readers[format]()));

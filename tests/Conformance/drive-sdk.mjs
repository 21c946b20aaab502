// Calls the sandbox with the official clients of the AWS SDK for JavaScript. Reads one call per line as JSON and writes one response per
// line. Endpoint, Region and keys come from the environment, as for any program that uses the SDK.
import { createInterface } from 'node:readline';
import * as connections from '@aws-sdk/client-codestar-connections';
import * as pipelines from '@aws-sdk/client-codepipeline';
import * as reviews from '@aws-sdk/client-codeguru-reviewer';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

const options = { maxAttempts: 1 };
const clients = {
  'codestar-connections': { commands: connections, client: new connections.CodeStarConnectionsClient(options) },
  'codeguru-reviewer': { commands: reviews, client: new reviews.CodeGuruReviewerClient(options) },
  codepipeline: { commands: pipelines, client: new pipelines.CodePipelineClient(options) },
};

// The response includes what the client sent, because the sandbox must understand it.
let target;
for (const { client } of Object.values(clients)) {
  client.middlewareStack.add((next) => (args) => {
    target = args.request.headers['x-amz-target'] ?? args.request.headers['X-Amz-Target'];
    return next(args);
  }, { step: 'finalizeRequest', priority: 'low' });
}

// CodeConnections has no client: sign the call with the SDK's signer, and use the target of the service's model.
async function callCodeConnections(operation, input) {
  target = `CodeConnections_20231201.${operation}`;
  const endpoint = new URL(process.env.AWS_ENDPOINT_URL);
  const signer = new SignatureV4({
    service: 'codeconnections',
    region: process.env.AWS_REGION,
    sha256: Sha256,
    credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY, sessionToken: process.env.AWS_SESSION_TOKEN },
  });
  const request = await signer.sign({
    method: 'POST',
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    path: '/',
    query: {},
    headers: { host: endpoint.host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
    body: JSON.stringify(input),
  });
  const { host, ...headers } = request.headers;
  const response = await fetch(endpoint, { method: 'POST', headers, body: request.body });
  const output = JSON.parse((await response.text()) || '{}');
  if (!response.ok) {
    throw Object.assign(new Error(output.Message), { name: output.__type, $metadata: { httpStatusCode: response.status } });
  }

  return output;
}

async function call({ service, operation, input }) {
  target = undefined;
  try {
    const { $metadata, ...output } = service === 'codeconnections'
      ? await callCodeConnections(operation, input)
      : await clients[service].client.send(new clients[service].commands[`${operation}Command`](input));
    return { target, output };
  } catch (error) {
    return { target, error: { code: error.name, message: error.message, status: error.$metadata?.httpStatusCode } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await call(JSON.parse(line))));
}

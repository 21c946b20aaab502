// Calls the sandbox with the official clients of the AWS SDK for JavaScript. Reads one call per line as JSON and writes one response per
// line. The response to a list of services is the operations that the clients have. Endpoint, Region and keys come from the environment, as for any
// program that uses the SDK.
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import * as builds from '@aws-sdk/client-codebuild';
import * as connections from '@aws-sdk/client-codestar-connections';
import * as identities from '@aws-sdk/client-iam';
import * as keys from '@aws-sdk/client-kms';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as pipelines from '@aws-sdk/client-codepipeline';
import * as reviews from '@aws-sdk/client-codeguru-reviewer';
import * as sessions from '@aws-sdk/client-sts';
import * as storage from '@aws-sdk/client-s3';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

const options = { maxAttempts: 1 };
const clients = {
  codebuild: { commands: builds, client: new builds.CodeBuildClient(options) },
  'codeguru-reviewer': { commands: reviews, client: new reviews.CodeGuruReviewerClient(options) },
  codepipeline: { commands: pipelines, client: new pipelines.CodePipelineClient(options) },
  'codestar-connections': { commands: connections, client: new connections.CodeStarConnectionsClient(options) },
  iam: { commands: identities, client: new identities.IAMClient(options) },
  kms: { commands: keys, client: new keys.KMSClient(options) },
  logs: { commands: logs, client: new logs.CloudWatchLogsClient(options) },
  s3: { commands: storage, client: new storage.S3Client(options) },
  sts: { commands: sessions, client: new sessions.STSClient(options) },
};

// The response includes what the client sent and what was answered, because the sandbox must understand the one, and the other must be of the service.
let target;
let answers;

async function readBody(body) {
  const parts = [];
  for await (const part of body ?? []) {
    parts.push(part);
  }

  return Buffer.concat(parts);
}

for (const { client } of Object.values(clients)) {
  client.middlewareStack.add((next) => async (args) => {
    target = args.request.headers['x-amz-target'] ?? args.request.headers['X-Amz-Target'];
    const result = await next(args);
    const body = await readBody(result.response.body);
    answers.push({ target, status: result.response.statusCode, headers: result.response.headers, body: body.toString() });
    result.response.body = Readable.from(body.length ? [body] : []);
    return result;
  }, { step: 'deserialize', priority: 'low' });
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
  answers = [];
  try {
    const { $metadata, ...output } = service === 'codeconnections'
      ? await callCodeConnections(operation, input)
      : await clients[service].client.send(new clients[service].commands[`${operation}Command`](input));
    return { target, output, answers };
  } catch (error) {
    return { target, error: { code: error.name, message: error.message, status: error.$metadata?.httpStatusCode }, answers };
  }
}

function operations(services) {
  return Object.fromEntries(services.filter((service) => clients[service]).map((service) => [
    service,
    Object.keys(clients[service].commands).filter((name) => name.endsWith('Command')).map((name) => name.slice(0, -'Command'.length)),
  ]));
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(Array.isArray(request) ? { operations: operations(request) } : await call(request)));
}

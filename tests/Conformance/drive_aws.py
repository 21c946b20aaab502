"""Calls the sandbox with boto3, or with the AWS CLI of this Python: drive_aws.py boto3|cli.

The first line of the output is JSON with the version of the client and the operations of its services. After it, each line of input is a call, and
each line of output is what the sandbox answered to it. Endpoint, Region and keys come from the environment.
"""
import importlib
import json
import os
import re
import sys
import tempfile

kind = sys.argv[1]
if kind == 'cli':
    import aws_fork
    import awscli
    session = aws_fork.driver.session
    version = awscli.__version__
else:
    import boto3
    import botocore.config
    import botocore.session
    session = botocore.session.get_session()
    version = boto3.__version__
    clients = {}

# Version 2 of the CLI has its own copy of botocore.
copy = type(session).__module__.rpartition('.')[0]
xform_name = importlib.import_module(copy).xform_name
sender = importlib.import_module(f'{copy}.httpsession').URLLib3Session
answers = []


def record(send):
    """Changes the method that sends a request, so that it keeps the answer as it was on the wire."""
    def recorded(self, request):
        response = send(self, request)
        target = request.headers.get('X-Amz-Target')
        answers.append({
            'target': target.decode() if isinstance(target, bytes) else target,
            'status': response.status_code,
            'headers': {name.lower(): value for name, value in response.headers.items()},
            'body': response.content.decode(),
        })
        return response
    return recorded


sender.send = record(sender.send)


def prune(value, shape, path, dropped):
    """Removes the members that this client does not have, and adds their paths to the list."""
    if shape.type_name == 'structure' and isinstance(value, dict):
        known = {}
        for name, member in value.items():
            if name in shape.members:
                known[name] = prune(member, shape.members[name], path + [name], dropped)
            else:
                dropped.append(path + [name])
        return known
    if shape.type_name == 'list' and isinstance(value, list):
        return [prune(item, shape.member, path + [str(index)], dropped) for index, item in enumerate(value)]
    return value


def call_boto3(service, operation, values):
    """Makes the call, and returns the name of its error, and why it was not sent."""
    if service not in clients:
        # Invalid calls must reach the sandbox, once.
        clients[service] = boto3.client(service, endpoint_url=os.environ['AWS_ENDPOINT_URL'], config=botocore.config.Config(parameter_validation=False, retries={'total_max_attempts': 1}))
    try:
        getattr(clients[service], xform_name(operation))(**values)
    except Exception as error:
        if answers:
            return error.response['Error']['Code'], None
        return None, f'{type(error).__name__}: {error}'
    return None, None


def call_cli(service, operation, values):
    """Runs the command, and returns the name of its error, and why the call was not sent."""
    command = {'s3': 's3api'}.get(service, service)
    arguments = [command, xform_name(operation, '-'), '--endpoint-url', os.environ['AWS_ENDPOINT_URL'], '--no-paginate', '--cli-input-json', json.dumps(values)]
    with tempfile.TemporaryDirectory() as folder:
        # Invalid calls must reach the sandbox.
        with open(f'{folder}/config', 'w') as file:
            file.write('[default]\nparameter_validation = false\noutput = json\n')
        environment = {**os.environ, 'AWS_CONFIG_FILE': f'{folder}/config', 'AWS_PAGER': '', 'AWS_MAX_ATTEMPTS': '1'}

        def keep():
            with open(f'{folder}/answers', 'w') as file:
                json.dump(answers, file)

        code = aws_fork.fork({'arguments': arguments, 'environment': environment, 'folder': folder, 'output': f'{folder}/output'}, keep)
        with open(f'{folder}/answers') as file:
            answers.extend(json.load(file))
        with open(f'{folder}/output') as file:
            text = file.read()
    if code == 0:
        return None, None
    found = re.search(r'An error occurred \(([\w.]+)\)', text)
    if found:
        return found[1], None
    if answers:
        raise RuntimeError(text)
    return None, text.strip()


def answer(call):
    """Makes a call. Without its member 'needs', which this client may not have, it is not made."""
    answers.clear()
    dropped = []
    shape = models[call['service']].operation_model(call['operation']).input_shape
    values = prune(call['input'], shape, [], dropped) if shape else {}
    if any(call['needs'][:len(path)] == path for path in dropped):
        return {'unknown': call['needs'], 'answers': []}
    error, refused = (call_cli if kind == 'cli' else call_boto3)(call['service'], call['operation'], values)
    return {'error': error, 'refused': refused, 'answers': answers}


available = session.get_available_services()
models = {name: session.get_service_model(name) for name in json.loads(sys.stdin.readline()) if name in available}
print(json.dumps({'version': version, 'operations': {name: list(model.operation_names) for name, model in models.items()}}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)

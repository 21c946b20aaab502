"""Runs the AWS CLI for each line of input, in a fork of a process that has loaded it.

Nine tenths of the time of a call of the AWS CLI are its imports. A line is JSON with the arguments, the environment, the folder and the file for the
output. The answer is the exit code.
"""
import json
import os
import sys

own = set(os.environ)
import awscli.clidriver  # noqa: E402

# The import sets AWS_DATA_PATH.
added = {name: value for name, value in os.environ.items() if name not in own}


def run(request):
    """Runs the AWS CLI in this process, as its own script does, and returns its exit code."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    output = os.open(request['output'], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(request['folder'])
    os.environ.clear()
    os.environ.update({**request['environment'], **added})
    sys.argv = ['aws', *request['arguments']]
    try:
        return awscli.clidriver.main()
    except SystemExit as end:
        return end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def fork(request, after=lambda: None):
    """Runs the AWS CLI in a fork and returns its exit code. The fork calls 'after' before it ends."""
    child = os.fork()
    if child == 0:
        code = 255
        try:
            code = run(request) or 0
            after()
        finally:
            os._exit(code)
    return os.WEXITSTATUS(os.waitpid(child, 0)[1])


# Loads what a first call would load.
driver = awscli.clidriver.create_clidriver()
if __name__ == '__main__':
    for line in sys.stdin:
        print(fork(json.loads(line)), flush=True)

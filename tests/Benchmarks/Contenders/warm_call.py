"""Calls GetConnection as often as each line of input says, and writes the time of a call in milliseconds."""
import sys
import time
import boto3

client = boto3.client('codestar-connections', endpoint_url=sys.argv[1])
for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    for call in range(count):
        client.get_connection(ConnectionArn=sys.argv[2])
    print(f'{(time.perf_counter() - start) * 1000 / count:.4f}', flush=True)

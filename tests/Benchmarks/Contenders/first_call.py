"""Writes the times of the first call, with its client, and of the second call of boto3 in milliseconds, without the import."""
import sys
import time
import boto3

times = []
client = None
for call in range(2):
    start = time.perf_counter()
    client = client or boto3.client('codestar-connections', endpoint_url=sys.argv[1])
    client.get_connection(ConnectionArn=sys.argv[2])
    times.append(f'{(time.perf_counter() - start) * 1000:.2f}')
print(' '.join(times))

"""Gets all pipelines with a number of threads, and writes their number and the time in milliseconds."""
import concurrent.futures
import sys
import time
import boto3
import botocore.config

client = boto3.client('codepipeline', endpoint_url=sys.argv[1], config=botocore.config.Config(max_pool_connections=16))
client.get_pipeline(name='p00000')
start = time.perf_counter()
names = [p['name'] for page in client.get_paginator('list_pipelines').paginate() for p in page['pipelines']]
if sys.argv[2] == '1':
    count = sum(1 for name in names if client.get_pipeline(name=name))
else:
    with concurrent.futures.ThreadPoolExecutor(int(sys.argv[2])) as pool:
        count = sum(1 for _ in pool.map(lambda name: client.get_pipeline(name=name), names))
print(f'{count} {(time.perf_counter() - start) * 1000:.0f}')

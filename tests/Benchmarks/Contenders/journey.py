"""The journey with boto3: from a new connection to its removal. Writes the ARN of the connection, and continues when a person has completed it."""
import json
import sys
import time
import boto3

url, name, definition = sys.argv[1:4]
connections = boto3.client('codestar-connections', endpoint_url=url)
pipelines = boto3.client('codepipeline', endpoint_url=url)
arn = connections.create_connection(ProviderType='Bitbucket', ConnectionName=name)['ConnectionArn']
print(arn, flush=True)
input()
connections.get_connection(ConnectionArn=arn)
while connections.get_connection(ConnectionArn=arn)['Connection']['ConnectionStatus'] != 'AVAILABLE':
    time.sleep(1)
pipelines.create_pipeline(pipeline=json.loads(definition.replace('CONNECTION_ARN', arn)))
pipelines.start_pipeline_execution(name=name)
pipelines.list_pipeline_executions(pipelineName=name)
pipelines.delete_pipeline(name=name)
connections.delete_connection(ConnectionArn=arn)

"""The journey with boto3: from a new connection to its removal. Writes the ARN of the connection, and continues when a person has completed it.

With 'checks', it makes the calls that the module makes: before a change, it looks at what exists, and after a change, at the result.
"""
import json
import sys
import time
import boto3

url, name, definition, role = sys.argv[1:5]
checks = sys.argv[5:] == ['checks']
connections = boto3.client('codestar-connections', endpoint_url=url)
pipelines = boto3.client('codepipeline', endpoint_url=url)
if checks:
    successor = boto3.client('codeconnections', endpoint_url=url)
    iam = boto3.client('iam', endpoint_url=url)
    s3 = boto3.client('s3', endpoint_url=url)


def look(call, *arguments, **parameters):
    """Makes a call whose error is an answer, too."""
    try:
        call(*arguments, **parameters)
    except (pipelines.exceptions.PipelineNotFoundException, iam.exceptions.NoSuchEntityException):
        pass


if checks:
    connections.list_connections()
    successor.list_connections()
arn = connections.create_connection(ProviderType='Bitbucket', ConnectionName=name)['ConnectionArn']
print(arn, flush=True)
input()
connections.get_connection(ConnectionArn=arn)
while connections.get_connection(ConnectionArn=arn)['Connection']['ConnectionStatus'] != 'AVAILABLE':
    time.sleep(1)

declaration = json.loads(definition.replace('CONNECTION_ARN', arn))
if checks:
    connections.get_connection(ConnectionArn=arn)
    look(pipelines.get_pipeline, name=name)
    iam.get_role(RoleName=role)
    for policy in iam.list_role_policies(RoleName=role)['PolicyNames']:
        iam.get_role_policy(RoleName=role, PolicyName=policy)
    iam.list_attached_role_policies(RoleName=role)
    look(pipelines.get_pipeline, name=name)
    connections.get_connection(ConnectionArn=arn)
    s3.head_bucket(Bucket=declaration['artifactStore']['location'])
pipelines.create_pipeline(pipeline=declaration)
if checks:
    pipelines.get_pipeline(name=name)
    pipelines.list_pipeline_executions(pipelineName=name)
    pipelines.get_pipeline(name=name)
execution = pipelines.start_pipeline_execution(name=name)['pipelineExecutionId']
if checks:
    pipelines.get_pipeline_execution(pipelineName=name, pipelineExecutionId=execution)
pipelines.list_pipeline_executions(pipelineName=name)
if checks:
    pipelines.get_pipeline(name=name)
pipelines.delete_pipeline(name=name)
if checks:
    look(iam.get_role_policy, RoleName=role, PolicyName=f'BitbucketConnections-us-east-1-{name}')
    connections.get_connection(ConnectionArn=arn)
connections.delete_connection(ConnectionArn=arn)

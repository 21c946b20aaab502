"""What a script does with boto3 before and after the module changes its pipeline: moto_journey.py make|read. Prints JSON."""
import json
import os
import sys

import boto3

CONNECTION = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/11111111-2222-4333-8444-555555555555'


def client(service):
    return boto3.client(service, endpoint_url=os.environ['AWS_ENDPOINT_URL'])


def make(connection):
    account = client('sts').get_caller_identity()['Account']
    trust = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'Service': 'codepipeline.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]}
    role = client('iam').create_role(RoleName='script', AssumeRolePolicyDocument=json.dumps(trust))['Role']['Arn']
    client('s3').create_bucket(Bucket=f'script-{account}')
    key = client('kms').create_key(Description='script')['KeyMetadata']['Arn']
    client('kms').create_alias(AliasName='alias/script', TargetKeyId=key)
    source = {
        'name': 'Source',
        'actionTypeId': {'category': 'Source', 'owner': 'AWS', 'provider': 'CodeStarSourceConnection', 'version': '1'},
        'configuration': {'ConnectionArn': connection, 'FullRepositoryId': 'ws/repo', 'BranchName': 'main'},
        'outputArtifacts': [{'name': 'SourceArtifact'}],
    }
    deploy = {
        'name': 'Deploy',
        'actionTypeId': {'category': 'Deploy', 'owner': 'AWS', 'provider': 'S3', 'version': '1'},
        'configuration': {'BucketName': f'script-{account}', 'Extract': 'true'},
        'inputArtifacts': [{'name': 'SourceArtifact'}],
    }
    created = client('codepipeline').create_pipeline(pipeline={
        'name': 'script',
        'roleArn': role,
        'artifactStore': {'type': 'S3', 'location': f'script-{account}', 'encryptionKey': {'id': key, 'type': 'KMS'}},
        'stages': [{'name': 'Source', 'actions': [source]}, {'name': 'Deploy', 'actions': [deploy]}],
    }, tags=[{'key': 'Team', 'value': 'web'}])['pipeline']
    return {'role': role, 'key': key, 'version': created['version']}


def read():
    pipelines = client('codepipeline')
    got = pipelines.get_pipeline(name='script')
    tags = pipelines.list_tags_for_resource(resourceArn=got['metadata']['pipelineArn'])['tags']
    return {
        'names': [pipeline['name'] for pipeline in pipelines.list_pipelines()['pipelines']],
        'branch': got['pipeline']['stages'][0]['actions'][0]['configuration']['BranchName'],
        'key': got['pipeline']['artifactStore']['encryptionKey']['id'],
        'version': got['pipeline']['version'],
        'tags': {tag['key']: tag['value'] for tag in tags},
    }


print(json.dumps(make(*(sys.argv[2:] or [CONNECTION])) if sys.argv[1] == 'make' else read()))

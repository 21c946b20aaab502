# A call of each cmdlet that fails because of its only input, which does not exist or is not valid. Other files use it too,
# to have every cmdlet run.
@{
    Calls = @(
        @{ Cmdlet = 'Add-BitbucketTag'; Parameters = @{ ResourceArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f'; Tag = @{ team = 'web' } }; Id = 'ResourceNotFound' }
        @{ Cmdlet = 'Approve-BitbucketPipelineAction'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Complete-BitbucketSandboxConnection'; Parameters = @{ ConnectionArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f' }; Id = 'ObjectNotFound' }
        @{ Cmdlet = 'Deny-BitbucketPipelineAction'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Disable-BitbucketPipelineTransition'; Parameters = @{ PipelineName = 'nope'; StageName = 'Build'; Reason = 'x' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Enable-BitbucketPipelineTransition'; Parameters = @{ PipelineName = 'nope'; StageName = 'Build' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Export-BitbucketPipeline'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Export-BitbucketSandbox'; Parameters = @{ Path = 'nope:/state.json' }; Id = 'InvalidPath' }
        @{ Cmdlet = 'Get-BitbucketConnection'; Parameters = @{ ConnectionArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f' }; Id = 'ResourceNotFound' }
        @{ Cmdlet = 'Get-BitbucketConnectionUsage'; Parameters = @{ Name = 'nope' }; Id = 'ObjectNotFound' }
        @{ Cmdlet = 'Get-BitbucketPipeline'; Parameters = @{ Name = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Get-BitbucketPipelineExecution'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Get-BitbucketPipelineLog'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Get-BitbucketPipelineRuleExecution'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Get-BitbucketPipelineState'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Get-BitbucketReviewerAssociation'; Parameters = @{ AssociationArn = 'arn:aws:codeguru-reviewer:us-east-1:123456789012:association:11111111-2222-4333-8444-555555555555' }; Id = 'ReviewerAssociationNotFound' }
        @{ Cmdlet = 'Get-BitbucketServiceRolePolicy'; Parameters = @{ ConnectionArn = 'arn:nope'; ArtifactBucket = 'bucket' }; Id = 'InvalidConnectionArn' }
        @{ Cmdlet = 'Get-BitbucketTag'; Parameters = @{ ResourceArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f' }; Id = 'ResourceNotFound' }
        @{ Cmdlet = 'Grant-BitbucketConnectionAccess'; Parameters = @{ ConnectionArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f'; RoleName = 'nope' }; Id = 'RoleNotFound' }
        @{ Cmdlet = 'Import-BitbucketSandbox'; Parameters = @{ Path = 'nope.json' }; Id = 'SandboxStateNotRead' }
        @{ Cmdlet = 'Invoke-BitbucketSandboxPush'; Parameters = @{ Repository = 'nope'; Branch = 'main' }; Id = 'InvalidRepositoryId' }
        @{ Cmdlet = 'New-BitbucketConnection'; Parameters = @{ Name = 'MyConnection' }; Id = 'ConnectionNameInUse' }
        @{ Cmdlet = 'New-BitbucketPipeline'; Id = 'ConnectionNotAvailable'; Parameters = @{
                Name = 'p'; ConnectionName = 'MyConnection'; Repository = 'w/r'; Branch = 'main'; BuildProject = 'my-build'
            }
        }
        @{ Cmdlet = 'New-BitbucketPipelineAction'; Parameters = @{ Name = 'a'; Command = 'ls'; EnvironmentVariable = @{ A = @{ value = 'x'; type = 'PARAMETER_STORE' } } }; Id = 'InvalidEnvironmentVariable' }
        @{ Cmdlet = 'New-BitbucketPipelineRule'; Parameters = @{ Name = 'r'; CodeBuildProject = 'p'; EnvironmentVariable = @{ A = @{ value = 'x'; type = 'SECRET' } } }; Id = 'InvalidEnvironmentVariable' }
        @{ Cmdlet = 'New-BitbucketPipelineStage'; Parameters = @{ Name = 's'; Action = @{ name = 'a'; actionTypeId = @{ category = 'Approval'; provider = 'Manual' } }; BeforeEntryResult = 'SKIP' }; Id = 'ConditionRuleMissing' }
        @{ Cmdlet = 'New-BitbucketPipelineTrigger'; Parameters = @{}; Id = 'TriggerFilterMissing' }
        @{ Cmdlet = 'New-BitbucketReviewerAssociation'; Parameters = @{ Repository = 'w/r'; ConnectionName = 'MyConnection' }; Id = 'ReviewerAssociationClosed' }
        @{ Cmdlet = 'New-BitbucketServiceRole'; Parameters = @{ PipelineName = 'p'; ConnectionArn = 'arn:nope'; ArtifactBucket = 'bucket' }; Id = 'InvalidConnectionArn' }
        @{ Cmdlet = 'Open-BitbucketConnection'; Parameters = @{ ConnectionArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f' }; Id = 'ResourceNotFound' }
        @{ Cmdlet = 'Remove-BitbucketConnection'; Parameters = @{ ConnectionArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f'; Confirm = $false }; Id = 'ResourceNotFound' }
        @{ Cmdlet = 'Remove-BitbucketPipeline'; Parameters = @{ Name = 'nope'; Confirm = $false }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Remove-BitbucketReviewerAssociation'; Parameters = @{ AssociationArn = 'arn:aws:codeguru-reviewer:us-east-1:123456789012:association:11111111-2222-4333-8444-555555555555'; Confirm = $false }; Id = 'ReviewerAssociationNotFound' }
        @{ Cmdlet = 'Remove-BitbucketTag'; Parameters = @{ ResourceArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f'; TagKey = 'team'; Confirm = $false }; Id = 'ResourceNotFound' }
        @{ Cmdlet = 'Repair-BitbucketPipeline'; Parameters = @{ PipelineName = 'nope'; Confirm = $false }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Restart-BitbucketPipelineStage'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Set-BitbucketPipeline'; Parameters = @{ PipelineName = 'nope'; Branch = 'main' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Set-BitbucketSandboxClock'; Parameters = @{ Until = '2001-01-01' }; Id = 'InvalidSandboxClock' }
        @{ Cmdlet = 'Skip-BitbucketPipelineCondition'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Start-BitbucketPipeline'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Start-BitbucketSandbox'; Parameters = @{}; Id = 'SandboxError' }
        @{ Cmdlet = 'Stop-BitbucketPipelineExecution'; Parameters = @{ PipelineName = 'nope'; PipelineExecutionId = '00000000-0000-0000-0000-000000000000' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Test-BitbucketConnection'; Parameters = @{ Name = 'nope' }; Id = 'ObjectNotFound' }
        @{ Cmdlet = 'Test-BitbucketPipeline'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Test-BitbucketPipelineTrigger'; Parameters = @{ PipelineName = 'nope'; Branch = 'main' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Undo-BitbucketPipelineStage'; Parameters = @{ PipelineName = 'nope'; StageName = 'Build' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Wait-BitbucketConnection'; Parameters = @{ ConnectionArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f'; TimeoutSeconds = 5; PollIntervalSeconds = 1 }; Id = 'ObjectNotFound' }
        @{ Cmdlet = 'Wait-BitbucketPipelineExecution'; Parameters = @{ PipelineName = 'nope' }; Id = 'PipelineNotFound' }
        @{ Cmdlet = 'Wait-BitbucketReviewerAssociation'; Parameters = @{ AssociationArn = 'arn:aws:codeguru-reviewer:us-east-1:123456789012:association:11111111-2222-4333-8444-555555555555'; TimeoutSeconds = 5; PollIntervalSeconds = 1 }; Id = 'ObjectNotFound' }
    )
}

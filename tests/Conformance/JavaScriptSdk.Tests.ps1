#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $missing = @(
        if (-not (Get-Command -Name node -CommandType Application -ErrorAction Ignore)) { 'node is not installed' }
        if (-not (Test-Path -LiteralPath "$PSScriptRoot/node_modules/@aws-sdk")) { 'the packages of tests/Conformance/package-lock.json are not installed (npm ci)' }
    ) -join '; '
    $services = @(
        @{ Service = 'codestar-connections'; Api = 'CodeStarConnections'; Target = 'CodeStar_connections_20191201'; Missing = $missing }
        @{ Service = 'codeconnections'; Api = 'CodeConnections'; Target = 'CodeConnections_20231201'; Missing = $missing }
    )
}

if ($missing) {
    Describe 'AWS SDK for JavaScript' {
        It 'works with the sandbox' -ForEach @{ Missing = $missing } {
            Set-ItResult -Skipped -Because $Missing
        }
    }

    return
}

BeforeAll {
    . "$PSScriptRoot/../Module/Support.ps1"
    Import-Module -Name BitbucketConnections
    $sandbox = Start-BitbucketSandbox -AllowReviewerAssociation

    . "$PSScriptRoot/SdkDriver.ps1"
    . "$PSScriptRoot/Clients.ps1"
}

AfterAll {
    Stop-Sdk
    Stop-BitbucketSandbox
}

Describe '<Service> with the SDK for JavaScript' -ForEach $services {
    BeforeAll {
        $created = Invoke-Sdk $Service CreateConnection @{ ConnectionName = 'from-javascript'; ProviderType = 'Bitbucket'; Tags = @(@{ Key = 'Team'; Value = 'web' }) }
        $arn = $created.output.ConnectionArn
    }

    It 'sends the service name without the namespace of the model' {
        $created.target | Should -BeExactly "$Target.CreateConnection"
        $arn | Should -Match "^arn:aws:${Service}:us-east-1:123456789012:connection/[0-9a-f-]{36}$"
    }

    It 'shows the connection that it created, and our cmdlet shows it' {
        $got = (Get-SdkOutput $Service GetConnection @{ ConnectionArn = $arn }).Connection
        $got.ConnectionName | Should -BeExactly 'from-javascript'
        $got.ConnectionStatus | Should -BeExactly 'PENDING'
        (Get-BitbucketConnection -Arn $arn -IncludeTag).Tags['Team'] | Should -BeExactly 'web'
    }

    It 'shows the connection that our cmdlet created and completed' {
        $ours = New-BitbucketConnection -Name from-powershell -Api $Api -AllowDuplicateName -WarningAction SilentlyContinue
        $ours | Complete-BitbucketSandboxConnection
        $listed = (Get-SdkOutput $Service ListConnections @{ ProviderTypeFilter = 'Bitbucket'; MaxResults = 50 }).Connections
        ($listed | Where-Object ConnectionArn -EQ $ours.ConnectionArn).ConnectionStatus | Should -BeExactly 'AVAILABLE'
        $listed.ConnectionArn | Should -Contain $arn
    }

    It 'shows a connection of another Region, also if another account shares it' {
        $far = New-BitbucketConnection -Name far -Api $Api -Region eu-west-1 -AllowDuplicateName -WarningAction SilentlyContinue
        (Get-SdkOutput $Service GetConnection @{ ConnectionArn = $far.ConnectionArn }).Connection.OwnerAccountId | Should -BeExactly '123456789012'
        (Get-SdkOutput $Service ListConnections).Connections.ConnectionArn | Should -Contain $far.ConnectionArn
        (Invoke-Sdk $Service DeleteConnection @{ ConnectionArn = $far.ConnectionArn }).error.code | Should -BeExactly 'ResourceNotFoundException'

        $owner = @{ AccessKey = 'SANDBOX222222222222'; SecretKey = $sandbox.SecretKey }
        $foreign = New-BitbucketConnection -Name from-owner -Api $Api -Region eu-west-1 -AllowDuplicateName -WarningAction SilentlyContinue @owner
        (Invoke-Sdk $Service GetConnection @{ ConnectionArn = $foreign.ConnectionArn }).error.code | Should -BeExactly 'ResourceNotFoundException'
        if ($Service -eq 'codeconnections') {
            Complete-BitbucketSandboxConnection -ConnectionArn $foreign.ConnectionArn -SharedWith 123456789012
            (Get-SdkOutput $Service GetConnection @{ ConnectionArn = $foreign.ConnectionArn }).Connection.OwnerAccountId | Should -BeExactly '222222222222'
            (Get-SdkOutput $Service ListConnections).Connections.ConnectionArn | Should -Contain $foreign.ConnectionArn
        }
    }

    It 'tags it' {
        $null = Get-SdkOutput $Service TagResource @{ ResourceArn = $arn; Tags = @(@{ Key = 'Stage'; Value = 'test' }) }
        $null = Get-SdkOutput $Service UntagResource @{ ResourceArn = $arn; TagKeys = @('Team') }
        (Get-SdkOutput $Service ListTagsForResource @{ ResourceArn = $arn }).Tags.Key | Should -BeExactly 'Stage'
    }

    It 'gets the errors of AWS' {
        (Invoke-Sdk $Service CreateConnection @{ ConnectionName = 'n' * 33; ProviderType = 'Bitbucket' }).error.code | Should -BeExactly 'ValidationException'
        $null = Get-SdkOutput $Service DeleteConnection @{ ConnectionArn = $arn }
        $gone = (Invoke-Sdk $Service GetConnection @{ ConnectionArn = $arn }).error
        $gone.code | Should -BeExactly 'ResourceNotFoundException'
        $gone.status | Should -Be 400
    }

    It 'creates, changes and deletes a host and a connection that uses it' {
        $endpoint = "https://$Service.example.com"
        $hostArn = (Get-SdkOutput $Service CreateHost @{ Name = 'server'; ProviderType = 'GitHubEnterpriseServer'; ProviderEndpoint = $endpoint }).HostArn
        $hostArn | Should -Match "^arn:aws:${Service}:us-east-1:123456789012:host/server-[0-9a-f]{8}$"
        $null = Get-SdkOutput $Service UpdateHost @{ HostArn = $hostArn; ProviderEndpoint = "$endpoint/git" }
        $byHost = (Get-SdkOutput $Service CreateConnection @{ ConnectionName = 'by-host'; HostArn = $hostArn }).ConnectionArn
        Complete-BitbucketSandboxConnection -ConnectionArn $byHost
        (Get-SdkOutput $Service ListConnections @{ HostArnFilter = $hostArn }).Connections.ConnectionArn | Should -BeExactly $byHost
        $got = Get-SdkOutput $Service GetHost @{ HostArn = $hostArn }
        "$($got.Status) $($got.ProviderEndpoint)" | Should -BeExactly "AVAILABLE $endpoint/git"
        (Get-SdkOutput $Service ListHosts).Hosts.HostArn | Should -BeExactly $hostArn
        (Invoke-Sdk $Service DeleteHost @{ HostArn = $hostArn }).error.code | Should -BeExactly 'ResourceUnavailableException'
        $null = Get-SdkOutput $Service DeleteConnection @{ ConnectionArn = $byHost }
        $null = Get-SdkOutput $Service DeleteHost @{ HostArn = $hostArn }
    }

    It 'links a repository and configures Git sync of a stack' {
        $ours = New-BitbucketConnection -Name sync -Api $Api -AllowDuplicateName -WarningAction SilentlyContinue
        $ours | Complete-BitbucketSandboxConnection
        $link = (Get-SdkOutput $Service CreateRepositoryLink @{ ConnectionArn = $ours.ConnectionArn; OwnerId = 'ws'; RepositoryName = 'repo' }).RepositoryLinkInfo
        $byId = @{ RepositoryLinkId = $link.RepositoryLinkId }
        $null = Get-SdkOutput $Service UpdateRepositoryLink ($byId + @{ EncryptionKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/k' })
        (Get-SdkOutput $Service GetRepositoryLink $byId).RepositoryLinkInfo.EncryptionKeyArn | Should -BeExactly 'arn:aws:kms:us-east-1:123456789012:key/k'
        (Get-SdkOutput $Service ListRepositoryLinks @{ MaxResults = 5 }).RepositoryLinks.RepositoryLinkId | Should -BeExactly $link.RepositoryLinkId

        $stack = @{ SyncType = 'CFN_STACK_SYNC'; ResourceName = "stack-$Service" }
        $role = 'arn:aws:iam::123456789012:role/git-sync'
        $null = Get-SdkOutput $Service CreateSyncConfiguration ($stack + $byId + @{ Branch = 'main'; ConfigFile = 'stack.yaml'; RoleArn = $role })
        $null = Get-SdkOutput $Service UpdateSyncConfiguration ($stack + @{ Branch = 'release' })
        (Get-SdkOutput $Service GetSyncConfiguration $stack).SyncConfiguration.Branch | Should -BeExactly 'release'
        $ofLink = $byId + @{ SyncType = 'CFN_STACK_SYNC' }
        (Get-SdkOutput $Service ListSyncConfigurations $ofLink).SyncConfigurations.ResourceName | Should -BeExactly $stack.ResourceName
        (Get-SdkOutput $Service ListRepositorySyncDefinitions $ofLink).RepositorySyncDefinitions.Directory | Should -BeExactly 'stack.yaml'
        (Get-SdkOutput $Service GetSyncBlockerSummary $stack).SyncBlockerSummary.ResourceName | Should -BeExactly $stack.ResourceName
        (Invoke-Sdk $Service UpdateSyncBlocker ($stack + @{ Id = 'b'; ResolvedReason = 'fixed' })).error.code | Should -BeExactly 'SyncBlockerDoesNotExistException'
        (Invoke-Sdk $Service GetResourceSyncStatus $stack).error.code | Should -BeExactly 'ResourceNotFoundException'
        (Invoke-Sdk $Service GetRepositorySyncStatus ($ofLink + @{ Branch = 'main' })).error.code | Should -BeExactly 'ResourceNotFoundException'

        (Invoke-Sdk $Service DeleteRepositoryLink $byId).error.code | Should -BeExactly 'SyncConfigurationStillExistsException'
        $null = Get-SdkOutput $Service DeleteSyncConfiguration $stack
        $null = Get-SdkOutput $Service DeleteRepositoryLink $byId
    }

    It 'called every operation of the sandbox' {
        $called[$Service] | Should -Be (Get-DocumentedOperation -Service $Service)
    }
}

Describe 'codepipeline with the SDK for JavaScript' {
    BeforeAll {
        $connection = New-BitbucketConnection -Name pipelines -AllowDuplicateName -WarningAction SilentlyContinue
        $connection | Complete-BitbucketSandboxConnection
        $null = New-BitbucketPipeline -Name ours -ConnectionArn $connection.ConnectionArn -Repository example-ws/demo-repo -Branch main -RoleArn $sandbox.ServiceRoleArn `
            -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject -ApprovalStage -DeployBucket $sandbox.ArtifactBucket

        function Get-StageState {
            param([string] $Name)
            (Get-SdkOutput codepipeline GetPipelineState @{ name = 'theirs' }).stageStates | Where-Object stageName -EQ $Name
        }

        function Set-Approval {
            param([string] $Status)
            $token = (Get-StageState Approval).actionStates[0].latestExecution.token
            $approval = @{ pipelineName = 'theirs'; stageName = 'Approval'; actionName = 'Approval'; token = $token; result = @{ status = $Status; summary = 'seen' } }
            (Get-SdkOutput codepipeline PutApprovalResult $approval).approvedAt | Should -Not -BeNullOrEmpty
        }

        function Get-RunStatus {
            param([string] $Id)
            (Get-SdkOutput codepipeline GetPipelineExecution @{ pipelineName = 'theirs'; pipelineExecutionId = $Id }).pipelineExecution.status
        }
    }

    It 'creates a pipeline from the JSON of our cmdlet' {
        $definition = (Get-SdkOutput codepipeline GetPipeline @{ name = 'ours' }).pipeline | ConvertTo-Json -Depth 30 | ConvertFrom-Json -AsHashtable
        $definition.name = 'theirs'
        (Get-SdkOutput codepipeline CreatePipeline @{ pipeline = $definition }).pipeline.version | Should -Be 1
        (Get-SdkOutput codepipeline UpdatePipeline @{ pipeline = $definition }).pipeline.version | Should -Be 2
        (Get-SdkOutput codepipeline ListPipelines).pipelines.name | Should -Be 'ours', 'theirs'
        (Get-BitbucketPipeline -Name theirs).ConnectionArn | Should -BeExactly $connection.ConnectionArn
    }

    It 'tags it' {
        $resource = @{ resourceArn = 'arn:aws:codepipeline:us-east-1:123456789012:theirs' }
        $null = Get-SdkOutput codepipeline TagResource ($resource + @{ tags = @(@{ key = 'Team'; value = 'web' }, @{ key = 'Stage'; value = 'test' }) })
        $null = Get-SdkOutput codepipeline UntagResource ($resource + @{ tagKeys = @('Stage') })
        (Get-SdkOutput codepipeline ListTagsForResource $resource).tags.key | Should -BeExactly 'Team'
    }

    It 'approves an execution' {
        $script:approved = (Get-SdkOutput codepipeline StartPipelineExecution @{ name = 'theirs' }).pipelineExecutionId
        Set-Approval Approved
        Get-RunStatus $approved | Should -BeExactly 'Succeeded'
    }

    It 'abandons an execution that waits for its approval, and nothing more starts' {
        $id = (Get-SdkOutput codepipeline StartPipelineExecution @{ name = 'theirs' }).pipelineExecutionId
        $null = Get-SdkOutput codepipeline StopPipelineExecution @{ pipelineName = 'theirs'; pipelineExecutionId = $id; abandon = $true; reason = 'Wrong commit' }
        Get-RunStatus $id | Should -BeExactly 'Stopped'
        $stage = Get-StageState Approval
        $stage.latestExecution.status | Should -BeExactly 'Stopped'
        $stage.actionStates[0].latestExecution.status | Should -BeExactly 'Abandoned'
        $run = (Get-SdkOutput codepipeline ListPipelineExecutions @{ pipelineName = 'theirs' }).pipelineExecutionSummaries[0]
        $run.statusSummary | Should -BeExactly 'Wrong commit'
        $actions = (Get-SdkOutput codepipeline ListActionExecutions @{ pipelineName = 'theirs'; filter = @{ pipelineExecutionId = $id } }).actionExecutionDetails
        $actions.status | Should -Be 'Abandoned', 'Succeeded', 'Succeeded'
        (Get-BitbucketPipelineExecution -PipelineName theirs | Select-Object -First 1).Status | Should -Be 'Stopped'
    }

    It 'rejects an execution and retries its stage' {
        $id = (Get-SdkOutput codepipeline StartPipelineExecution @{ name = 'theirs' }).pipelineExecutionId
        Set-Approval Rejected
        Get-RunStatus $id | Should -BeExactly 'Failed'
        $retry = @{ pipelineName = 'theirs'; stageName = 'Approval'; pipelineExecutionId = $id; retryMode = 'FAILED_ACTIONS' }
        (Get-SdkOutput codepipeline RetryStageExecution $retry).pipelineExecutionId | Should -BeExactly $id
        Set-Approval Approved
        Get-RunStatus $id | Should -BeExactly 'Succeeded'
    }

    It 'rolls a stage back' {
        $rollback = @{ pipelineName = 'theirs'; stageName = 'Deploy'; targetPipelineExecutionId = $approved }
        $id = (Get-SdkOutput codepipeline RollbackStage $rollback).pipelineExecutionId
        Get-RunStatus $id | Should -BeExactly 'Succeeded'
    }

    It 'disables and enables a transition' {
        $transition = @{ pipelineName = 'theirs'; stageName = 'Build'; transitionType = 'Inbound' }
        $null = Get-SdkOutput codepipeline DisableStageTransition ($transition + @{ reason = 'Freeze' })
        (Get-StageState Build).inboundTransitionState.disabledReason | Should -BeExactly 'Freeze'
        $null = Get-SdkOutput codepipeline EnableStageTransition $transition
        (Get-StageState Build).inboundTransitionState.enabled | Should -BeTrue
    }

    It 'overrides a condition, and lists its rules' {
        (Get-SdkOutput codepipeline ListRuleTypes).ruleTypes.id.provider | Should -Contain 'DeploymentWindow'
        $definition = (Get-SdkOutput codepipeline GetPipeline @{ name = 'theirs' }).pipeline | ConvertTo-Json -Depth 30 | ConvertFrom-Json -AsHashtable
        $window = @{ name = 'Window'; ruleTypeId = @{ category = 'Rule'; provider = 'DeploymentWindow' }; configuration = @{ Cron = '* * * * * ? 2199' } }
        ($definition.stages | Where-Object name -EQ Build).beforeEntry = @{ conditions = @(@{ result = 'FAIL'; rules = @($window) }) }
        $null = Get-SdkOutput codepipeline UpdatePipeline @{ pipeline = $definition }
        $id = (Get-SdkOutput codepipeline StartPipelineExecution @{ name = 'theirs' }).pipelineExecutionId
        (Get-StageState Build).beforeEntryConditionState.latestExecution.status | Should -BeExactly 'InProgress'

        $override = @{ pipelineName = 'theirs'; stageName = 'Build'; pipelineExecutionId = $id; conditionType = 'BEFORE_ENTRY' }
        $null = Get-SdkOutput codepipeline OverrideStageCondition $override
        (Invoke-Sdk codepipeline OverrideStageCondition $override).error.code | Should -BeExactly 'ConditionNotOverridableException'
        (Get-StageState Build).beforeEntryConditionState.latestExecution.status | Should -BeExactly 'Overridden'
        Set-Approval Approved
        Get-RunStatus $id | Should -BeExactly 'Succeeded'

        $rules = (Get-SdkOutput codepipeline ListRuleExecutions @{ pipelineName = 'theirs'; filter = @{ pipelineExecutionId = $id } }).ruleExecutionDetails
        "$($rules.ruleName) $($rules.status)" | Should -BeExactly 'Window Abandoned'
        $rules.input.resolvedConfiguration.Cron | Should -BeExactly '* * * * * ? 2199'
    }

    It 'shows the action types' {
        (Get-SdkOutput codepipeline ListActionTypes @{ actionOwnerFilter = 'AWS' }).actionTypes.id.provider | Should -Contain 'CodeStarSourceConnection'
        $type = (Get-SdkOutput codepipeline GetActionType @{ category = 'Source'; owner = 'AWS'; provider = 'CodeStarSourceConnection'; version = '1' }).actionType
        $type.properties.name | Should -Contain 'FullRepositoryId'
    }

    It 'removes the pipeline' {
        $null = Get-SdkOutput codepipeline DeletePipeline @{ name = 'theirs' }
        (Invoke-Sdk codepipeline GetPipeline @{ name = 'theirs' }).error.code | Should -BeExactly 'PipelineNotFoundException'
    }

    It 'called every operation of the sandbox' {
        $called['codepipeline'] | Should -Be (Get-DocumentedOperation -Service codepipeline)
    }
}

Describe 'codeguru-reviewer with the SDK for JavaScript' {
    BeforeAll {
        $connection = New-BitbucketConnection -Name reviews -AllowDuplicateName -WarningAction SilentlyContinue
        $connection | Complete-BitbucketSandboxConnection
        $repository = @{ Bitbucket = @{ Name = 'theirs'; Owner = 'ws'; ConnectionArn = $connection.ConnectionArn } }
        $arn = (Get-SdkOutput codeguru-reviewer AssociateRepository @{ Repository = $repository; Tags = @{ Team = 'web' } }).RepositoryAssociation.AssociationArn
    }

    It 'shows the association that it created, and our cmdlets wait for it' {
        (Wait-BitbucketReviewerAssociation -AssociationArn $arn -PollIntervalSeconds 1).Tags['Team'] | Should -BeExactly 'web'
        (Get-SdkOutput codeguru-reviewer DescribeRepositoryAssociation @{ AssociationArn = $arn }).RepositoryAssociation.State | Should -BeExactly 'Associated'
    }

    It 'lists it with filters and by page' {
        $null = New-BitbucketReviewerAssociation -Repository ws/ours -ConnectionArn $connection.ConnectionArn -WarningAction SilentlyContinue
        (Get-SdkOutput codeguru-reviewer ListRepositoryAssociations @{ Names = @('theirs', 'none'); States = @('Associated') }).RepositoryAssociationSummaries.AssociationArn | Should -BeExactly $arn
        $first = Get-SdkOutput codeguru-reviewer ListRepositoryAssociations @{ MaxResults = 1 }
        (Get-SdkOutput codeguru-reviewer ListRepositoryAssociations @{ NextToken = $first.NextToken }).RepositoryAssociationSummaries.Name | Should -BeExactly 'ours'
    }

    It 'tags it' {
        $null = Get-SdkOutput codeguru-reviewer TagResource @{ resourceArn = $arn; Tags = @{ Stage = 'test' } }
        $null = Get-SdkOutput codeguru-reviewer UntagResource @{ resourceArn = $arn; TagKeys = @('Team') }
        (Get-SdkOutput codeguru-reviewer ListTagsForResource @{ resourceArn = $arn }).Tags.PSObject.Properties.Name | Should -BeExactly 'Stage'
    }

    It 'gets the errors of AWS with the status of the service model' {
        $conflict = (Invoke-Sdk codeguru-reviewer AssociateRepository @{ Repository = $repository }).error
        "$($conflict.code) $($conflict.status)" | Should -BeExactly 'ConflictException 409'
        (Get-SdkOutput codeguru-reviewer DisassociateRepository @{ AssociationArn = $arn }).RepositoryAssociation.State | Should -BeExactly 'Disassociating'
        $missing = (Invoke-Sdk codeguru-reviewer DescribeRepositoryAssociation @{ AssociationArn = $arn -replace '.{4}$', '0000' }).error
        "$($missing.code) $($missing.status)" | Should -BeExactly 'NotFoundException 404'
    }

    It 'called every operation of the sandbox' {
        $called['codeguru-reviewer'] | Should -Be (Get-DocumentedOperation -Service codeguru-reviewer)
    }
}

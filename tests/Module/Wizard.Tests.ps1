#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $WarningPreference = 'SilentlyContinue'
    $env:AWS_PAGER = ''

    # Gets output of the AWS CLI for the sandbox. The endpoint is a parameter, because CLIs before 2.13 do not support AWS_ENDPOINT_URL.
    function Get-AwsJson {
        if (-not (Get-Command -Name aws -CommandType Application -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'the AWS CLI is not installed; on Debian, install the package awscli'
        }

        $text = & aws --endpoint-url $sandbox.EndpointUrl.ToString().TrimEnd('/') --output json @args 2>&1
        if ($LASTEXITCODE -ne 0) {
            throw "aws $args ended with exit code ${LASTEXITCODE}: $($text -join "`n")"
        }

        $text -join "`n" | ConvertFrom-Json
    }

    # JSON with sorted members, to compare documents in any order.
    function ConvertTo-SortedJson {
        param($Value)
        if ($Value -is [Collections.IDictionary]) {
            $members = foreach ($key in $Value.Keys | Sort-Object -CaseSensitive) { "$($key | ConvertTo-Json):$(ConvertTo-SortedJson -Value $Value[$key])" }
            return "{$($members -join ',')}"
        }

        if ($Value -is [Collections.IList]) {
            return "[$($Value.ForEach({ ConvertTo-SortedJson -Value $_ }) -join ',')]"
        }

        ConvertTo-Json -InputObject $Value -Compress
    }

    function Get-SortedJson {
        param([string] $Json)
        ConvertTo-SortedJson -Value ($Json | ConvertFrom-Json -AsHashtable)
    }

    # Gets the operations that a script called, from the output of -Verbose.
    function Get-CalledOperation {
        param([scriptblock] $Script)
        $written = & $Script 4>&1
        @($written.Where({ $_ -is [Management.Automation.VerboseRecord] }).ForEach({ "$_" }))
    }

    $source = @{ ConnectionName = 'MyConnection'; Repository = 'my-workspace/my-repo'; Branch = 'main' }
}

Describe 'One command instead of the console''s wizard' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection
        Complete-BitbucketSandboxConnection -Name MyConnection
        $connectionArn = (Get-BitbucketConnection -Name MyConnection).ConnectionArn

        # A Region without a bucket: the command creates one.
        $pipeline = New-BitbucketPipeline -Name WebPipeline -ConnectionArn $connectionArn -Repository my-workspace/my-repo -Branch main -BuildProject my-build -Region eu-west-1
        $roleName = 'AWSCodePipelineServiceRole-eu-west-1-WebPipeline'
        $bucket = $pipeline.ArtifactStore.Location
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'returns the pipeline with its role, its bucket and its first execution' {
        $pipeline.RoleArn | Should -Be "arn:aws:iam::123456789012:role/service-role/$roleName"
        $bucket | Should -Match '^codepipeline-eu-west-1-'
        $pipeline.PipelineExecutionId | Should -Be ($pipeline | Get-BitbucketPipelineExecution -Region eu-west-1).PipelineExecutionId
        $pipeline.PipelineExecutionId | Should -Not -BeNullOrEmpty
    }

    It 'get-pipeline of the AWS CLI shows the same pipeline as from the console' {
        $shown = Get-AwsJson codepipeline get-pipeline --name WebPipeline --region eu-west-1
        $expected = @"
{
  "name": "WebPipeline",
  "roleArn": "arn:aws:iam::123456789012:role/service-role/$roleName",
  "artifactStore": { "type": "S3", "location": "$bucket" },
  "stages": [
    {
      "name": "Source",
      "actions": [
        {
          "name": "Source",
          "actionTypeId": { "category": "Source", "owner": "AWS", "provider": "CodeStarSourceConnection", "version": "1" },
          "runOrder": 1,
          "configuration": {
            "BranchName": "main",
            "ConnectionArn": "$connectionArn",
            "DetectChanges": "true",
            "FullRepositoryId": "my-workspace/my-repo",
            "OutputArtifactFormat": "CODE_ZIP"
          },
          "outputArtifacts": [{ "name": "SourceArtifact" }],
          "inputArtifacts": [],
          "namespace": "SourceVariables"
        }
      ]
    },
    {
      "name": "Build",
      "actions": [
        {
          "name": "Build",
          "actionTypeId": { "category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1" },
          "runOrder": 1,
          "configuration": { "ProjectName": "my-build" },
          "outputArtifacts": [{ "name": "BuildArtifact" }],
          "inputArtifacts": [{ "name": "SourceArtifact" }],
          "namespace": "BuildVariables"
        }
      ]
    }
  ],
  "version": 1,
  "executionMode": "SUPERSEDED",
  "pipelineType": "V2"
}
"@
        Get-SortedJson -Json ($shown.pipeline | ConvertTo-Json -Depth 20) | Should -Be (Get-SortedJson -Json $expected)
    }

    It 'iam get-role shows the console''s role, which CodePipeline can assume' {
        $role = (Get-AwsJson iam get-role --role-name $roleName).Role
        $role.Path | Should -Be '/service-role/'
        Get-SortedJson -Json ($role.AssumeRolePolicyDocument | ConvertTo-Json -Depth 10) | Should -Be (Get-SortedJson -Json '{
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Principal": { "Service": "codepipeline.amazonaws.com" }, "Action": "sts:AssumeRole" }]
        }')
    }

    It 'iam get-role-policy shows only the permissions of this pipeline' {
        $policyName = (Get-AwsJson iam list-role-policies --role-name $roleName).PolicyNames
        $policyName | Should -Match '^BitbucketConnections-eu-west-1-WebPipeline-[0-9a-f]{8}$'
        $policy = Get-AwsJson iam get-role-policy --role-name $roleName --policy-name $policyName
        $connectionId = ($connectionArn -split ':', 6)[5]
        $expected = @"
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AllowS3BucketAccess",
      "Effect": "Allow",
      "Action": ["s3:GetBucketVersioning", "s3:GetBucketAcl", "s3:GetBucketLocation"],
      "Resource": "arn:aws:s3:::$bucket",
      "Condition": { "StringEquals": { "aws:ResourceAccount": "123456789012" } }
    },
    {
      "Sid": "AllowS3ObjectAccess",
      "Effect": "Allow",
      "Action": [
        "s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:GetObjectVersion",
        "s3:PutObjectTagging", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"
      ],
      "Resource": "arn:aws:s3:::$bucket/*",
      "Condition": { "StringEquals": { "aws:ResourceAccount": "123456789012" } }
    },
    {
      "Sid": "AllowUseConnection",
      "Effect": "Allow",
      "Action": ["codestar-connections:UseConnection", "codeconnections:UseConnection"],
      "Resource": [
        "arn:aws:codestar-connections:us-east-1:123456789012:$connectionId",
        "arn:aws:codeconnections:us-east-1:123456789012:$connectionId"
      ],
      "Condition": {
        "StringEqualsIfExists": {
          "codestar-connections:FullRepositoryId": "my-workspace/my-repo",
          "codeconnections:FullRepositoryId": "my-workspace/my-repo"
        }
      }
    },
    {
      "Sid": "AllowCodeBuild",
      "Effect": "Allow",
      "Action": ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"],
      "Resource": "arn:aws:codebuild:eu-west-1:123456789012:project/my-build"
    }
  ]
}
"@
        $written = $policy.PolicyDocument | ConvertTo-Json -Depth 10
        ([regex]::Matches($written, '"Sid": "Allow\w+Of[0-9a-f]{8}"')).Count | Should -Be 4 -Because 'the Sid of each statement has the hash of its content'
        Get-SortedJson -Json ($written -replace 'Of[0-9a-f]{8}(?=")') | Should -Be (Get-SortedJson -Json $expected)
    }

    It 'a second run with -ReuseExisting returns the existing pipeline and creates nothing' {
        $calls = Get-CalledOperation -Script {
            $script:again = New-BitbucketPipeline -Name WebPipeline -ConnectionArn $connectionArn -Repository my-workspace/my-repo -Branch main -BuildProject my-build -Region eu-west-1 -ReuseExisting -Verbose
        }
        $again.Version | Should -Be 1
        $again.PipelineArn | Should -Be $pipeline.PipelineArn
        $calls.Where({ $_ -match '\b(CreatePipeline|UpdatePipeline|CreateRole|CreateBucket)\b' }) | Should -BeNullOrEmpty
    }

    It 'another definition with the same name is an error that lists each difference' {
        $failure = $null
        New-BitbucketPipeline -Name WebPipeline -ConnectionArn $connectionArn -Repository my-workspace/my-repo -Branch dev -BuildProject other -Region eu-west-1 -ReuseExisting -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        $failure[0].CategoryInfo.Category | Should -Be 'ResourceExists'
        $failure[0].TargetObject | Should -Be 'WebPipeline'
        "$($failure[0])" | Should -Match 'BranchName.*main.*dev'
        "$($failure[0])" | Should -Match 'ProjectName.*my-build.*other'
    }
}

Describe 'The parameters of the wizard' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection, Pending
        Complete-BitbucketSandboxConnection -Name MyConnection
        $connectionArn = (Get-BitbucketConnection -Name MyConnection).ConnectionArn
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It '-WhatIf shows the review and makes no call that changes anything' {
        $shown = & {
            New-BitbucketPipeline -Name Nothing @source -BuildProject my-build -WhatIf -Verbose 4>&1
        }
        $calls = @($shown.Where({ $_ -is [Management.Automation.VerboseRecord] }).ForEach({ "$_" }))
        $calls.Count | Should -BeGreaterThan 0
        $calls.Where({ $_ -match '\b(Create|Put|Update|Delete|Tag|Start|Retry)[A-Z]\w+' }) | Should -BeNullOrEmpty
        $shown.Where({ $_ -isnot [Management.Automation.VerboseRecord] }) | Should -BeNullOrEmpty
        Get-BitbucketPipeline -Name Nothing* | Should -BeNullOrEmpty
    }

    It 'the output of -WhatIf is the review: role, bucket, source and stages' {
        $text = Invoke-FreshSession -Arguments @{ Arn = $connectionArn } -Script {
            param($Arn)
            Import-Module -Name BitbucketConnections
            Start-Transcript -LiteralPath "$([IO.Path]::GetTempPath())/review-$PID.txt" | Out-Null
            New-BitbucketPipeline -Name Nothing -ConnectionArn $Arn -Repository my-workspace/my-repo -Branch main -BuildProject my-build -WhatIf
            Stop-Transcript | Out-Null
            Get-Content -LiteralPath "$([IO.Path]::GetTempPath())/review-$PID.txt" -Raw
        }
        foreach ($part in 'Nothing', 'AWSCodePipelineServiceRole-us-east-1-Nothing', 'my-workspace/my-repo', 'main', 'my-build') {
            $text | Should -Match ([regex]::Escape($part))
        }
    }

    It '-DefinitionOnly returns a definition that New-BitbucketPipeline accepts from the pipeline' {
        $definition = New-BitbucketPipeline -Name Definition -ConnectionArn $connectionArn -Repository my-workspace/my-repo -Branch main -BuildProject my-build -DefinitionOnly
        $definition.PipelineArn | Should -BeNullOrEmpty
        $created = $definition | New-BitbucketPipeline
        $created.Version | Should -Be 1
        $created.RoleArn | Should -BeLike '*role/service-role/AWSCodePipelineServiceRole-us-east-1-Definition'
        $created.ArtifactStore.Location | Should -Be $sandbox.ArtifactBucket
    }

    It '-DefinitionPath accepts the JSON of get-pipeline in <Encoding>' -ForEach @(
        @{ Encoding = 'utf8NoBOM' }, @{ Encoding = 'utf8BOM' }, @{ Encoding = 'unicode' }, @{ Encoding = 'bigendianunicode' }, @{ Encoding = 'utf32' }
    ) {
        $json = @{
            pipeline = @{
                name          = "FromFile-$Encoding"
                roleArn       = $sandbox.ServiceRoleArn
                version       = 7
                pipelineType  = 'V2'
                artifactStore = @{ type = 'S3'; location = $sandbox.ArtifactBucket }
                stages        = @(
                    @{
                        name    = 'Source'
                        actions = @(@{
                                name            = 'Source'
                                actionTypeId    = @{ category = 'Source'; owner = 'AWS'; provider = 'CodeStarSourceConnection'; version = '1' }
                                configuration   = @{ ConnectionArn = $connectionArn; FullRepositoryId = 'my-workspace/my-repo'; BranchName = 'main' }
                                outputArtifacts = @(@{ name = 'SourceArtifact' })
                            })
                    }
                    @{
                        name    = 'Gate'
                        actions = @(@{ name = 'Approve'; actionTypeId = @{ category = 'Approval'; owner = 'AWS'; provider = 'Manual'; version = '1' } })
                    }
                )
            }
            metadata = @{ pipelineArn = 'arn:aws:codepipeline:us-east-1:123456789012:Old' }
        } | ConvertTo-Json -Depth 12
        Set-Content -LiteralPath 'TestDrive:/pipe[1].json' -Value $json -Encoding $Encoding
        $created = Get-Item -LiteralPath 'TestDrive:/pipe[1].json' | New-BitbucketPipeline
        $created.Name | Should -Be "FromFile-$Encoding"
        $created.Version | Should -Be 1
        $created.Stages.Name | Should -Be @('Source', 'Gate')
        $again = New-BitbucketPipeline -DefinitionPath 'TestDrive:/pipe[1].json' -ReuseExisting
        $again.PipelineArn | Should -Be $created.PipelineArn
    }

    It 'triggers: filters of branches, paths, tags and pull requests' {
        $null = New-BitbucketPipeline -Name Triggered @source -BuildProject my-build -IncludeBranch main, release/** -IncludePath src/** -IncludeTag v* -Trigger (New-BitbucketPipelineTrigger -PullRequest OPEN -IncludeBranch main)
        $triggered = Get-BitbucketPipeline -Name Triggered
        $triggered.Triggers.SourceActionName | Should -Be 'Source'
        $triggered.Triggers.Push.ForEach({ "$_" }) | Should -Be @('branches main, release/**; paths src/**', 'tags v*')
        $triggered.Triggers.PullRequest.ForEach({ "$_" }) | Should -Be 'OPEN branches main'
        $triggered.Stages[0].Actions[0].Configuration['DetectChanges'] | Should -Be 'false'

        $null = New-BitbucketPipeline -Name Quiet @source -BuildProject my-build -NoTrigger
        $quiet = Get-BitbucketPipeline -Name Quiet
        $quiet.Triggers | Should -BeNullOrEmpty
        $quiet.Stages[0].Actions[0].Configuration['DetectChanges'] | Should -Be 'false'
    }

    It 'an approval, a deployment and custom stages, with connected artifacts' {
        $smoke = New-BitbucketPipelineAction -Name Smoke -LambdaFunction smoke-test
        $stage = New-BitbucketPipelineStage -Name Check -Action $smoke -OnFailure RETRY -RetryMode ALL_ACTIONS
        $made = New-BitbucketPipeline -Name Long @source -BuildProject my-build -ApprovalStage -DeployBucket my-site -Stage $stage -Variable @{ Level = 'info' }
        $made.Stages[0].Name | Should -Be 'Source'
        $made.Stages.Name | Should -Contain 'Check'
        $providers = $made.Stages.Actions.ActionTypeId.ForEach({ "$_" })
        $providers | Should -Contain 'Approval/Manual'
        $providers | Should -Contain 'Deploy/S3'
        $deploy = $made.Stages.Actions.Where({ $_.ActionTypeId.Provider -eq 'S3' })[0]
        $deploy.InputArtifacts | Should -Be 'BuildArtifact'
        $deploy.Configuration['BucketName'] | Should -Be 'my-site'
        $made.Stages.Where({ $_.Name -eq 'Check' })[0].OnFailure.RetryMode | Should -Be 'ALL_ACTIONS'
        "$($made.Variables)" | Should -Be 'Level'
    }

    It 'an action in another Region has its own artifact store: the default bucket of that Region, or the specified bucket' {
        $action = New-BitbucketPipelineAction -Name Stack -CloudFormationStack web -TemplatePath SourceArtifact::template.yml -Region eu-central-1
        $stage = New-BitbucketPipelineStage -Name Europe -Action $action
        $made = New-BitbucketPipeline -Name Both @source -Stage $stage
        $made.ArtifactStore | Should -BeNullOrEmpty
        $made.ArtifactStores.Keys | Sort-Object | Should -Be @('eu-central-1', 'us-east-1')
        $made.ArtifactStores['eu-central-1'].Location | Should -BeLike 'codepipeline-eu-central-1-*'

        $buckets = @{ 'us-east-1' = $sandbox.ArtifactBucket; 'eu-central-1' = $made.ArtifactStores['eu-central-1'].Location }
        (New-BitbucketPipeline -Name BothSaid @source -Stage $stage -ArtifactBucketByRegion $buckets).ArtifactStores['us-east-1'].Location | Should -Be $sandbox.ArtifactBucket

        $failure = $null
        New-BitbucketPipeline -Name OneOnly @source -Stage $stage -ArtifactBucket $sandbox.ArtifactBucket -ErrorAction SilentlyContinue -ErrorVariable failure
        "$($failure[0])" | Should -Match 'eu-central-1'
        Get-BitbucketPipeline -Name OneOnly* | Should -BeNullOrEmpty
    }

    It 'an encryption key is added to the definition and the policy; a missing key is an error before anything is created' {
        $failure = $null
        $noKey = 'arn:aws:kms:us-east-1:123456789012:key/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'
        New-BitbucketPipeline -Name Unlocked @source -BuildProject sandbox-build -EncryptionKeyId $noKey -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'EncryptionKeyNotFound,*'
        Get-BitbucketPipeline -Name Unlocked* | Should -BeNullOrEmpty

        $key = (Get-AwsJson kms create-key --region us-east-1).KeyMetadata.Arn
        $made = New-BitbucketPipeline -Name Locked @source -BuildProject sandbox-build -EncryptionKeyId $key
        "$($made.ArtifactStore.EncryptionKey)" | Should -Be $key
        $role = ($made.RoleArn -split '/')[-1]
        $policyName = (Get-AwsJson iam list-role-policies --role-name $role).PolicyNames
        (Get-AwsJson iam get-role-policy --role-name $role --policy-name $policyName | ConvertTo-Json -Depth 10) | Should -Match ([regex]::Escape($key))
    }

    It '-GrantBuildRole grants the connection to the role of a project that clones the repository' {
        $buildRole = 'codebuild-sandbox-build-service-role'
        $null = New-BitbucketPipeline -Name Clone @source -BuildProject sandbox-build -OutputArtifactFormat FullClone -WarningVariable warnings
        "$warnings" | Should -Match 'sandbox-build'
        (Get-AwsJson iam list-role-policies --role-name $buildRole).PolicyNames | Should -Be 'sandbox'
        (Get-BitbucketPipelineExecution -PipelineName Clone).Status | Should -Be 'Failed'

        $null = New-BitbucketPipeline -Name CloneToo @source -BuildProject sandbox-build -OutputArtifactFormat FullClone -GrantBuildRole
        (Get-BitbucketPipelineExecution -PipelineName CloneToo).Status | Should -Be 'Succeeded'
        $name = (Get-AwsJson iam list-role-policies --role-name $buildRole).PolicyNames.Where({ $_ -ne 'sandbox' })
        $policy = Get-AwsJson iam get-role-policy --role-name $buildRole --policy-name $name | ConvertTo-Json -Depth 10
        $policy | Should -Match 'codestar-connections:UseConnection'
        $policy | Should -Match 'codeconnections:UseConnection'
        $policy | Should -Match ([regex]::Escape(($connectionArn -split '/')[-1]))
    }

    It 'all findings are reported together, before any call' {
        $failure = $null
        $calls = Get-CalledOperation -Script {
            New-BitbucketPipeline -Name 'no spaces' -ConnectionArn arn:nope -Repository https://github.com/a/b -Branch '' -ArtifactBucket a/b -BuildProject my-build -Verbose -ErrorAction SilentlyContinue -ErrorVariable failure
            $script:found = $failure
        }
        $calls | Should -BeNullOrEmpty
        $found.Count | Should -Be 1
        $found[0].Exception.Findings.Count | Should -BeGreaterOrEqual 5
    }

    It 'a PENDING connection is rejected before anything is created' {
        $failure = $null
        New-BitbucketPipeline -Name Early -ConnectionName Pending -Repository my-workspace/my-repo -Branch main -BuildProject my-build -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'ConnectionNotAvailable,*'
        Get-BitbucketPipeline -Name Early* | Should -BeNullOrEmpty
    }

    It '-StartWhenAvailable creates at once, and the source runs again when the connection is AVAILABLE' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('Import-Module -Name BitbucketConnections; New-BitbucketPipeline -Name Early -ConnectionName Pending -Repository my-workspace/my-repo -Branch main -BuildProject my-build -StartWhenAvailable -PollIntervalSeconds 1')
            $handle = $shell.BeginInvoke()
            Wait-Record -Records $shell.Streams.Progress

            (Get-BitbucketPipelineExecution -PipelineName Early).Status | Should -Be 'Failed'
            Complete-BitbucketSandboxConnection -Name Pending
            $early = $shell.EndInvoke($handle)
            "$($shell.Streams.Error)" | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }

        $run = Get-BitbucketPipelineExecution -PipelineName Early | Select-Object -First 1
        $run.Status | Should -Be 'Succeeded'
        $early.PipelineExecutionId | Should -Not -BeNullOrEmpty

        # It was written again, so that pushes start it.
        (Get-BitbucketPipeline -Name Early).Version | Should -Be 2
        (Invoke-BitbucketSandboxPush -Repository my-workspace/my-repo -Branch main | Where-Object -Property PipelineName -EQ -Value Early).Starts | Should -BeTrue
    }
}

Describe 'Service roles' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection
        Complete-BitbucketSandboxConnection -Name MyConnection
        $connection = Get-BitbucketConnection -Name MyConnection
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'the policy is built without a call, and matches the written one' {
        $calls = Get-CalledOperation -Script {
            $script:policy = $connection | Get-BitbucketServiceRolePolicy -PipelineName p -ArtifactBucket $sandbox.ArtifactBucket -BuildProject my-build -Verbose
        }
        $calls | Should -BeNullOrEmpty
        $role = $connection | New-BitbucketServiceRole -PipelineName p -ArtifactBucket $sandbox.ArtifactBucket -BuildProject my-build
        $role.RoleName | Should -Be 'AWSCodePipelineServiceRole-us-east-1-p'
        $role.IsNew | Should -BeTrue
        Get-SortedJson -Json ($role.PolicyDocument -replace 'Of[0-9a-f]{8}(?=")') | Should -Be (Get-SortedJson -Json $policy)
    }

    It 'an existing role is used to create a pipeline' {
        $role = $connection | New-BitbucketServiceRole -PipelineName p -ArtifactBucket $sandbox.ArtifactBucket -BuildProject my-build
        $role.IsNew | Should -BeFalse
        $made = New-BitbucketPipeline -Name p @source -BuildProject my-build
        $made.RoleArn | Should -Be $role.RoleArn
    }

    It 'the permission to use a connection is granted with both names of the service' {
        $role = $connection | Grant-BitbucketConnectionAccess -RoleName AWSCodePipelineServiceRole-us-east-1-p -RestrictToRepository my-workspace/my-repo
        $actions = ($role.PolicyDocument | ConvertFrom-Json).Statement.Action
        $actions | Should -Contain 'codestar-connections:UseConnection'
        $actions | Should -Contain 'codeconnections:UseConnection'
        $role.PolicyDocument | Should -Match 'my-workspace/my-repo'
    }

    It '-WhatIf creates no role and grants nothing' {
        $connection | New-BitbucketServiceRole -PipelineName none -ArtifactBucket $sandbox.ArtifactBucket -WhatIf | Should -BeNullOrEmpty
        $connection | Grant-BitbucketConnectionAccess -RoleName none -WhatIf | Should -BeNullOrEmpty
        { $connection | Grant-BitbucketConnectionAccess -RoleName AWSCodePipelineServiceRole-us-east-1-none -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,*'
    }
}

Describe 'A definition file' {
    It 'writes the warning about an unknown member with -DefinitionOnly too, and keeps the member' {
        $file = "$TestDrive/unknown.json"
        $null = New-BitbucketPipeline -Name Unknown -ConnectionArn arn:aws:codestar-connections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555 `
            -Repository ws/repo -Branch main -BuildProject project -Region us-east-1 -DefinitionOnly | Export-BitbucketPipeline -Path $file
        $json = Get-Content -LiteralPath $file -Raw | ConvertFrom-Json
        $json.pipeline.stages[0] | Add-Member -NotePropertyName colour -NotePropertyValue red
        $json | ConvertTo-Json -Depth 20 | Set-Content -LiteralPath $file
        $definition = New-BitbucketPipeline -DefinitionPath $file -Region us-east-1 -DefinitionOnly -WarningVariable warnings
        $warnings | Should -BeLike "*'stages?0?.colour'*"
        $definition.Stages[0].AdditionalMembers['colour'] | Should -Be '"red"'
    }
}

Describe 'The field table' {
    # PowerShell completes the keys of a hashtable from the properties of the parameter's type.
    It 'has the keys that Tab completion offers for <Line>' -ForEach @(
        @{ Line = 'New-BitbucketPipeline -Stage @{ '; Part = 'Stage' }
        @{ Line = 'New-BitbucketPipelineStage x -Action @{ '; Part = 'Action' }
        @{ Line = 'New-BitbucketPipelineStage x -BeforeEntryCondition @{ '; Part = 'Condition' }
        @{ Line = 'New-BitbucketPipelineStage x -BeforeEntryRule @{ '; Part = 'Rule' }
    ) {
        $rows = [BitbucketConnections.Declarations.DeclarationTable]::$Part.Members.PropertyName + 'AdditionalMembers' | Sort-Object
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText | Sort-Object | Should -Be $rows
    }

    It 'binds an action that a job returns' {
        $action = Start-Job -ScriptBlock { [pscustomobject] @{ name = 'Ask'; actionTypeId = @{ category = 'Approval'; provider = 'Manual' } } } | Receive-Job -Wait -AutoRemoveJob
        $action.RunspaceId | Should -Not -BeNullOrEmpty
        (New-BitbucketPipelineStage -Name Gate -Action $action).Actions[0].ActionTypeId.Provider | Should -Be 'Manual'
    }

    It 'binds a stage from a JSON file' {
        $stage = New-BitbucketPipelineStage -Name Run -Action (New-BitbucketPipelineAction -Name Go -Command 'make' -EnvironmentVariable @{ LEVEL = '1' } -OutputArtifact Made)
        $copy = New-BitbucketPipelineStage -Name Run -Action (($stage | ConvertTo-Json -Depth 9 | ConvertFrom-Json).Actions)
        $copy | ConvertTo-Json -Depth 9 | Should -Be ($stage | ConvertTo-Json -Depth 9)
    }
}

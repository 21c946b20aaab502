#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    . "$PSScriptRoot/AwsFork.ps1"
    $clis = @(
        foreach ($cli in Find-AwsCli) {
            $null = & $cli.Program codeconnections help 2>&1
            $cli + @{ HasCodeConnections = $LASTEXITCODE -eq 0 }
        }
    )
}

BeforeAll {
    . "$PSScriptRoot/../Module/Support.ps1"
    . "$PSScriptRoot/AwsFork.ps1"
    Import-Module -Name BitbucketConnections
    $sandbox = Start-BitbucketSandbox -AllowReviewerAssociation
    $endpoint = $sandbox.EndpointUrl.ToString().TrimEnd('/')
    $env:AWS_PAGER = ''

    # Runs the CLI and returns its exit code, its output as text and as JSON, and the service's error code. The
    # endpoint is on the command line, because CLIs before 2.13 do not support AWS_ENDPOINT_URL.
    function Invoke-Aws {
        $arguments = @('--endpoint-url', $endpoint, '--output', 'json') + $args
        if ($fork) {
            $code, $text = Invoke-AwsFork -Fork $fork -Arguments $arguments
        }
        else {
            $text = (& $program @arguments 2>&1) -join "`n"
            $code = $LASTEXITCODE
        }

        @{
            ExitCode  = $code
            Text      = $text.Trim()
            Json      = $code -eq 0 -and $text.Trim() ? ($text | ConvertFrom-Json) : $null
            ErrorCode = $text -match 'An error occurred \((\w+)\)' ? $Matches[1] : $null
        }
    }

    # Gets the error code that our cmdlets report for the same invalid input.
    function Get-ServiceErrorCode {
        param([scriptblock] $Script)
        try {
            $null = & $Script
        }
        catch {
            return $_.Exception.ErrorCode
        }
    }
}

AfterAll {
    Stop-BitbucketSandbox
}

if (-not $clis) {
    Describe 'AWS CLI' {
        It 'works with the sandbox' {
            Set-ItResult -Skipped -Because 'the AWS CLI is not installed; on Debian, install the package awscli'
        }
    }
}

Describe '<Version>, <Program>' -ForEach $clis {
    BeforeAll {
        $program = $_.Program
        $fork = Start-AwsFork -Program $program -Version $_.Version
        $prefix = $_.Version -replace '\W', '-'
    }

    AfterAll {
        if ($fork) {
            Stop-AwsFork -Fork $fork
        }
    }

    Context 'CodeGuru Reviewer' {
        BeforeAll {
            $connection = New-BitbucketConnection -Name review -AllowDuplicateName -WarningAction SilentlyContinue
            $connection | Complete-BitbucketSandboxConnection
        }

        It 'associates a repository, waits for it with the waiter of the SDK, tags it and removes it' {
            $made = (Invoke-Aws codeguru-reviewer associate-repository --repository "Bitbucket={Name=$prefix-theirs,Owner=ws,ConnectionArn=$($connection.ConnectionArn)}" --tags 'team=a').Json.RepositoryAssociation
            $made.State | Should -BeExactly 'Associating'
            $arn = $made.AssociationArn

            (Invoke-Aws codeguru-reviewer wait repository-association-succeeded --association-arn $arn).ExitCode | Should -Be 0
            $got = Get-BitbucketReviewerAssociation -AssociationArn $arn
            $got.State | Should -BeExactly 'Associated'
            $got.Tags['team'] | Should -BeExactly 'a'
            (Invoke-Aws codeguru-reviewer untag-resource --resource-arn $arn --tag-keys team 'a&b=c').ExitCode | Should -Be 0
            (Invoke-Aws codeguru-reviewer list-tags-for-resource --resource-arn $arn).Json.Tags.PSObject.Properties | Should -BeNullOrEmpty
            (Invoke-Aws codeguru-reviewer list-repository-associations --names "$prefix-theirs" none --states Associated --provider-types Bitbucket).Json.RepositoryAssociationSummaries.AssociationArn |
                Should -BeExactly $arn
            (Invoke-Aws codeguru-reviewer disassociate-repository --association-arn $arn).Json.RepositoryAssociation.State | Should -BeExactly 'Disassociating'
        }

        It 'gets all pages of a list, and the associations of our cmdlet' {
            $made = New-BitbucketReviewerAssociation -Repository "ws/$prefix-1", "ws/$prefix-2", "ws/$prefix-3" -ConnectionArn $connection.ConnectionArn -WarningAction SilentlyContinue

            $listed = (Invoke-Aws codeguru-reviewer list-repository-associations --owners ws --page-size 1).Json.RepositoryAssociationSummaries
            $listed.Name | Should -Contain "$prefix-3"
            $listed.AssociationArn | Sort-Object | Should -Be ((Get-BitbucketReviewerAssociation).AssociationArn | Sort-Object)
            $made.AssociationArn | Should -BeIn $listed.AssociationArn
        }

        It 'gets the error code <Code> for <Because>' -ForEach @(
            @{ Because = 'a malformed ARN'; Code = 'ValidationException'; Arguments = @('describe-repository-association', '--association-arn', 'nonsense') }
            @{ Because = 'a missing association'; Code = 'NotFoundException'; Arguments = @('disassociate-repository', '--association-arn', 'arn:aws:codeguru-reviewer:us-east-1:123456789012:association:11111111-2222-4333-8444-555555555555') }
            @{ Because = 'a missing resource'; Code = 'ResourceNotFoundException'; Arguments = @('list-tags-for-resource', '--resource-arn', 'arn:aws:codeguru-reviewer:us-east-1:123456789012:association:11111111-2222-4333-8444-555555555555') }
        ) {
            $answer = Invoke-Aws codeguru-reviewer @Arguments

            $answer.ExitCode | Should -Not -Be 0
            $answer.ErrorCode | Should -BeExactly $Code
        }
    }

    Context 'connections' {
        It 'runs the command of the guide and prints its JSON' {
            # Exactly as printed, except the endpoint.
            $output = & $program codestar-connections create-connection --provider-type Bitbucket --connection-name MyConnection --endpoint-url $endpoint

            $LASTEXITCODE | Should -Be 0
            $output -join "`n" | Should -Match (
                '\A\{\n    "ConnectionArn": "arn:aws:codestar-connections:us-east-1:123456789012:connection/[0-9a-f-]{36}"\n\}\z')
        }

        It 'lists and reads a connection in another Region, changes it only in its own, and our cmdlets reject its provider' {
            $arn = (Invoke-Aws codestar-connections create-connection --provider-type GitLab --connection-name "$prefix-lab".Substring(0, [Math]::Min(32, "$prefix-lab".Length)) --region eu-west-1).Json.ConnectionArn

            (Invoke-Aws codestar-connections list-connections --provider-type GitLab --region ap-south-1).Json.Connections.ConnectionArn | Should -Contain $arn
            (Invoke-Aws codestar-connections get-connection --connection-arn $arn --region ap-south-1).Json.Connection.ProviderType | Should -BeExactly 'GitLab'
            (Invoke-Aws codestar-connections delete-connection --connection-arn $arn --region ap-south-1).ErrorCode | Should -BeExactly 'ResourceNotFoundException'
            Complete-BitbucketSandboxConnection -ConnectionArn $arn
            { New-BitbucketPipeline -Name no -ConnectionArn $arn -Repository w/r -Branch main -BuildProject $sandbox.BuildProject } | Should -Throw -ErrorId 'ConnectionNotBitbucket*'
            (Invoke-Aws codestar-connections delete-connection --connection-arn $arn --region eu-west-1).ExitCode | Should -Be 0
        }

        It 'lists the connection that our cmdlet created' {
            $made = New-BitbucketConnection -Name "$prefix-ours".Substring(0, [Math]::Min(32, "$prefix-ours".Length)) -Tag @{ Team = 'build' } -AllowDuplicateName -WarningAction SilentlyContinue

            $got = (Invoke-Aws codestar-connections get-connection --connection-arn $made.ConnectionArn).Json.Connection
            $got.ConnectionName | Should -BeExactly $made.ConnectionName
            $got.ConnectionStatus | Should -BeExactly 'PENDING'
            $got.ProviderType | Should -BeExactly 'Bitbucket'
            $got.OwnerAccountId | Should -BeExactly '123456789012'
            $listed = (Invoke-Aws codestar-connections list-connections --provider-type-filter Bitbucket).Json.Connections
            $listed.ConnectionArn | Should -Contain $made.ConnectionArn
            $tags = (Invoke-Aws codestar-connections list-tags-for-resource --resource-arn $made.ConnectionArn).Json.Tags
            $tags.Key | Should -BeExactly 'Team'
            $tags.Value | Should -BeExactly 'build'
        }

        It 'creates a connection that our cmdlets list, tag and remove' {
            $arn = (Invoke-Aws codestar-connections create-connection --provider-type Bitbucket --connection-name theirs --tags 'Key=Owner,Value=cli').Json.ConnectionArn

            $got = Get-BitbucketConnection -Arn $arn -IncludeTag
            $got.ConnectionName | Should -BeExactly 'theirs'
            $got.Tags['Owner'] | Should -BeExactly 'cli'
            (Get-BitbucketConnection).ConnectionArn | Should -Contain $arn
            $got | Add-BitbucketTag -Tag @{ Stage = 'test' }
            (Invoke-Aws codestar-connections list-tags-for-resource --resource-arn $arn).Json.Tags.Key | Should -Contain 'Stage'
            $got | Remove-BitbucketConnection -Confirm:$false
            (Invoke-Aws codestar-connections get-connection --connection-arn $arn).ErrorCode | Should -BeExactly 'ResourceNotFoundException'
        }

        It 'shows the connection that our cmdlet completed, and removes it so that our cmdlet does not find it' {
            $made = New-BitbucketConnection -Name handshake -AllowDuplicateName -WarningAction SilentlyContinue
            $made | Complete-BitbucketSandboxConnection

            (Invoke-Aws codestar-connections get-connection --connection-arn $made.ConnectionArn).Json.Connection.ConnectionStatus |
                Should -BeExactly 'AVAILABLE'
            $deleted = Invoke-Aws codestar-connections delete-connection --connection-arn $made.ConnectionArn
            $deleted.ExitCode | Should -Be 0
            $deleted.Text | Should -BeExactly ''
            Get-ServiceErrorCode { Get-BitbucketConnection -Arn $made.ConnectionArn -ErrorAction Stop } | Should -BeExactly 'ResourceNotFoundException'
        }

        It 'gets all pages of a list' {
            foreach ($number in 1..3) {
                $null = Invoke-Aws codestar-connections create-connection --provider-type Bitbucket --connection-name "page-$number"
            }

            $token = @()
            $seen = do {
                $page = (Invoke-Aws codestar-connections list-connections --max-results 2 @token).Json
                $page.Connections.ConnectionArn
                $token = $page.PSObject.Properties['NextToken'] ? @('--next-token', $page.NextToken) : @()
            } while ($token)

            $seen | Sort-Object | Should -Be ((Get-BitbucketConnection).ConnectionArn -like 'arn:aws:codestar-connections:*' | Sort-Object)
        }

        It 'gets the error code <Code> for <Because>' -ForEach @(
            @{ Because = 'a name of 33 characters'; Code = 'ValidationException'; Arguments = @('create-connection', '--provider-type', 'Bitbucket', '--connection-name', ('n' * 33)) }
            @{ Because = 'an unknown provider'; Code = 'ValidationException'; Arguments = @('create-connection', '--provider-type', 'BitBucket', '--connection-name', 'n') }
            @{ Because = 'a malformed ARN'; Code = 'ValidationException'; Arguments = @('get-connection', '--connection-arn', 'nonsense') }
            @{ Because = 'the ARN of a missing connection'; Code = 'ResourceNotFoundException'; Arguments = @('delete-connection', '--connection-arn', 'arn:aws:codestar-connections:us-east-1:123456789012:connection/none') }
        ) {
            $answer = Invoke-Aws codestar-connections @Arguments

            $answer.ExitCode | Should -Not -Be 0
            $answer.ErrorCode | Should -BeExactly $Code
        }

        It 'gets the message of AWS for a name of 33 characters' {
            (Invoke-Aws codestar-connections create-connection --provider-type Bitbucket --connection-name ('n' * 33)).Text | Should -BeLike (
                "*1 validation error detected: Value '$('n' * 33)' at 'connectionName' failed to satisfy constraint: Member must have length less than or equal to 32")
        }

        It 'is rejected with a wrong secret' {
            $good = $env:AWS_SECRET_ACCESS_KEY
            $env:AWS_SECRET_ACCESS_KEY = 'wrong'
            try {
                (Invoke-Aws codestar-connections list-connections).ErrorCode | Should -BeExactly 'InvalidSignatureException'
            }
            finally {
                $env:AWS_SECRET_ACCESS_KEY = $good
            }
        }

        # Older CLIs do not have the command of the newer API.
        if ($HasCodeConnections) {
            It 'makes all calls of codeconnections, and our cmdlet shows the same' {
                $made = New-BitbucketConnection -Name successor -Api CodeConnections -AllowDuplicateName -WarningAction SilentlyContinue
                $arn = (Invoke-Aws codeconnections create-connection --provider-type Bitbucket --connection-name theirs --tags 'Key=Owner,Value=cli').Json.ConnectionArn

                (Invoke-Aws codeconnections list-connections).Json.Connections.ConnectionArn | Should -Contain $made.ConnectionArn
                (Invoke-Aws codeconnections get-connection --connection-arn $arn).Json.Connection.ConnectionStatus | Should -BeExactly 'PENDING'
                (Get-BitbucketConnection -Arn $arn -IncludeTag).Tags['Owner'] | Should -BeExactly 'cli'
                (Invoke-Aws codeconnections tag-resource --resource-arn $arn --tags 'Key=Stage,Value=test').ExitCode | Should -Be 0
                (Invoke-Aws codeconnections untag-resource --resource-arn $arn --tag-keys Owner).ExitCode | Should -Be 0
                (Invoke-Aws codeconnections list-tags-for-resource --resource-arn $arn).Json.Tags.Key | Should -BeExactly 'Stage'
                (Invoke-Aws codeconnections delete-connection --connection-arn $arn).ExitCode | Should -Be 0
                (Invoke-Aws codeconnections get-connection --connection-arn $arn).ErrorCode | Should -BeExactly 'ResourceNotFoundException'
            }
        }
    }

    Context 'pipelines' {
        BeforeAll {
            $connection = New-BitbucketConnection -Name "pipelines" -AllowDuplicateName -WarningAction SilentlyContinue
            $connection | Complete-BitbucketSandboxConnection
            $ours = "$prefix-ours"
            $theirs = "$prefix-theirs"
            $null = New-BitbucketPipeline -Name $ours -ConnectionArn $connection.ConnectionArn -Repository example-ws/demo-repo -Branch main `
                -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject -Tag @{ Team = 'build' }
        }

        It 'shows the pipeline that our cmdlet created' {
            $got = (Invoke-Aws codepipeline get-pipeline --name $ours).Json

            $got.pipeline.stages[0].actions[0].configuration.ConnectionArn | Should -BeExactly $connection.ConnectionArn
            $got.pipeline.stages[0].actions[0].configuration.FullRepositoryId | Should -BeExactly 'example-ws/demo-repo'
            $got.metadata.pipelineArn | Should -BeExactly "arn:aws:codepipeline:us-east-1:123456789012:$ours"
            (Invoke-Aws codepipeline list-pipelines).Json.pipelines.name | Should -Contain $ours
            (Invoke-Aws codepipeline list-tags-for-resource --resource-arn $got.metadata.pipelineArn).Json.tags.key | Should -BeExactly 'Team'
        }

        It 'creates a pipeline from that JSON, and our cmdlet shows it' {
            $definition = (Invoke-Aws codepipeline get-pipeline --name $ours).Json.pipeline
            $definition.name = $theirs
            $file = Join-Path -Path $TestDrive -ChildPath "$theirs.json"
            @{ pipeline = $definition } | ConvertTo-Json -Depth 20 | Set-Content -LiteralPath $file

            (Invoke-Aws codepipeline create-pipeline --cli-input-json "file://$file").Json.pipeline.version | Should -Be 1

            $got = Get-BitbucketPipeline -Name $theirs
            $got.ConnectionArn | Should -BeExactly $connection.ConnectionArn
            $got.Stages.Count | Should -Be 2
        }

        It 'starts an execution that our cmdlet shows' {
            $id = (Invoke-Aws codepipeline start-pipeline-execution --name $ours).Json.pipelineExecutionId

            $id | Should -Match '^[0-9a-f-]{36}$'
            (Get-BitbucketPipelineExecution -PipelineName $ours).PipelineExecutionId | Should -Contain $id
            (Invoke-Aws codepipeline get-pipeline-execution --pipeline-name $ours --pipeline-execution-id $id).Json.pipelineExecution.status |
                Should -BeExactly 'Succeeded'
            (Invoke-Aws codepipeline get-pipeline-state --name $ours).Json.stageStates[0].latestExecution.pipelineExecutionId | Should -BeExactly $id
        }

        It 'gets the same error code as our cmdlet for a missing pipeline' {
            (Invoke-Aws codepipeline start-pipeline-execution --name none).ErrorCode | Should -BeExactly 'PipelineNotFoundException'
            (Invoke-Aws codepipeline get-pipeline --name none).ErrorCode | Should -BeExactly 'PipelineNotFoundException'
            Get-ServiceErrorCode { Get-BitbucketPipeline -Name none -ErrorAction Stop } | Should -BeExactly 'PipelineNotFoundException'
        }

        It 'is rejected with a role that CodePipeline cannot assume' {
            $definition = (Invoke-Aws codepipeline get-pipeline --name $ours).Json.pipeline
            $definition.name = "$theirs-2"
            $definition.roleArn = 'arn:aws:iam::123456789012:role/none'
            $file = Join-Path -Path $TestDrive -ChildPath "$theirs-2.json"
            @{ pipeline = $definition } | ConvertTo-Json -Depth 20 | Set-Content -LiteralPath $file

            $answer = Invoke-Aws codepipeline create-pipeline --cli-input-json "file://$file"

            $answer.ErrorCode | Should -BeExactly 'InvalidStructureException'
            $answer.Text | Should -BeLike '*CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::123456789012:role/none'
        }
    }

    Context 'role and bucket' {
        It 'finds the service role and the caller' {
            (Invoke-Aws iam get-role --role-name $sandbox.ServiceRoleArn.Split('/')[-1]).Json.Role.Arn | Should -BeExactly $sandbox.ServiceRoleArn
            (Invoke-Aws sts get-caller-identity).Json.Account | Should -BeExactly $sandbox.AccountId
            (Invoke-Aws iam get-role --role-name none).ErrorCode | Should -BeExactly 'NoSuchEntity'
        }

        It 'finds the artifact bucket and creates another' {
            (Invoke-Aws s3api head-bucket --bucket $sandbox.ArtifactBucket).ExitCode | Should -Be 0
            (Invoke-Aws s3api head-bucket --bucket "none-$prefix").ErrorCode | Should -BeExactly '404'
            (Invoke-Aws s3api create-bucket --bucket $prefix.ToLowerInvariant()).ExitCode | Should -Be 0
            (Invoke-Aws s3api list-buckets).Json.Buckets.Name | Should -Contain $prefix.ToLowerInvariant()
        }
    }

    Context 'the IAM operations of New-BitbucketPipeline' {
        BeforeAll {
            $role = "$prefix-role"
            $trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
            $policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
            $created = Invoke-Aws iam create-role --role-name $role --path /service-role/ --assume-role-policy-document $trust --tags 'Key=Team,Value=a'
        }

        It 'creates a role and reads its documents' {
            $created.Json.Role.Arn | Should -BeExactly "arn:aws:iam::123456789012:role/service-role/$role"
            $created.Json.Role.AssumeRolePolicyDocument.Statement[0].Principal.Service | Should -BeExactly 'codepipeline.amazonaws.com'
            (Invoke-Aws iam put-role-policy --role-name $role --policy-name inline --policy-document $policy).ExitCode | Should -Be 0
            (Invoke-Aws iam get-role-policy --role-name $role --policy-name inline).Json.PolicyDocument.Statement[0].Action | Should -BeExactly 's3:GetObject'
            (Invoke-Aws iam list-role-policies --role-name $role).Json.PolicyNames | Should -BeExactly 'inline'
        }

        It 'changes the trust policy and tags' {
            (Invoke-Aws iam update-assume-role-policy --role-name $role --policy-document $trust.Replace('codepipeline', 'codebuild')).ExitCode | Should -Be 0
            (Invoke-Aws iam get-role --role-name $role).Json.Role.AssumeRolePolicyDocument.Statement[0].Principal.Service | Should -BeExactly 'codebuild.amazonaws.com'
            (Invoke-Aws iam tag-role --role-name $role --tags 'Key=Stage,Value=b').ExitCode | Should -Be 0
            (Invoke-Aws iam list-role-tags --role-name $role).Json.Tags.Key | Should -Be @('Stage', 'Team')
        }

        It 'attaches and detaches a managed policy' {
            $arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
            (Invoke-Aws iam attach-role-policy --role-name $role --policy-arn $arn).ExitCode | Should -Be 0
            (Invoke-Aws iam list-attached-role-policies --role-name $role).Json.AttachedPolicies.PolicyName | Should -BeExactly 'ReadOnlyAccess'
            (Invoke-Aws iam detach-role-policy --role-name $role --policy-arn $arn).ExitCode | Should -Be 0
            (Invoke-Aws iam list-attached-role-policies --role-name $role).Json.AttachedPolicies | Should -BeNullOrEmpty
        }

        It 'gets all pages of roles' {
            $roles = (Invoke-Aws iam list-roles --page-size 1).Json.Roles.RoleName
            $roles | Should -Contain $role
            $roles | Should -Contain 'codebuild-sandbox-build-service-role'
            @($roles | Sort-Object -Unique).Count | Should -Be @($roles).Count
        }

        It 'gets the messages of AWS for a name in use and a malformed policy' {
            $again = Invoke-Aws iam create-role --role-name $role --assume-role-policy-document $trust
            $again.ErrorCode | Should -BeExactly 'EntityAlreadyExists'
            $again.Text | Should -BeLike "*Role with name $role already exists."
            (Invoke-Aws iam put-role-policy --role-name $role --policy-name bad --policy-document '{').ErrorCode | Should -BeExactly 'MalformedPolicyDocument'
        }
    }

    Context 'a service role that two pipelines share' {
        It 'shows all its policies after each step: manual additions stay, and each pipeline changes only its own policy' {
            function Get-Policy {
                $policies = [ordered] @{}
                foreach ($name in (Invoke-Aws iam list-role-policies --role-name $role).Json.PolicyNames) {
                    $policies[$name] = ((Invoke-Aws iam get-role-policy --role-name $role --policy-name $name).Json.PolicyDocument.Statement | ForEach-Object {
                            "$($_.Sid -replace 'Of[0-9a-f]{8}$'): $($_.Action -join ' ') on $($_.Resource -join ' ')" }) -join "`n"
                }
                $policies
            }

            function Get-Stage {
                param([string] $Function)
                New-BitbucketPipelineAction -Name Call -LambdaFunction $Function | New-BitbucketPipelineStage -Name Call
            }

            $role = "$prefix-shared"
            $trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
            $mine = '{"Version":"2012-10-17","Statement":[{"Sid":"Mine","Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}'
            (Invoke-Aws iam create-role --role-name $role --assume-role-policy-document $trust).ExitCode | Should -Be 0
            (Invoke-Aws iam put-role-policy --role-name $role --policy-name ByTheAdministrator --policy-document $mine).ExitCode | Should -Be 0
            $source = New-BitbucketConnection -Name shared -AllowDuplicateName -WarningAction SilentlyContinue
            $source | Complete-BitbucketSandboxConnection
            $one, $two = "$prefix-one", "$prefix-two"
            $common = @{ ConnectionArn = $source.ConnectionArn; Repository = 'example-ws/shared'; Branch = 'main'; ArtifactBucket = $sandbox.ArtifactBucket; RoleName = $role }

            $null = New-BitbucketPipeline -Name $one -Stage (Get-Stage first) @common
            $first = Get-Policy
            $policyOfOne = @($first.Keys).Where({ $_ -like "BitbucketConnections-us-east-1-$one-*" })
            $first.Keys | Should -Be $policyOfOne, 'ByTheAdministrator'
            $first[$policyOfOne[0]] | Should -BeLike '*lambda:InvokeFunction on arn:aws:lambda:us-east-1:123456789012:function:first*'

            # A manual statement inside the module's own policy.
            $document = (Invoke-Aws iam get-role-policy --role-name $role --policy-name $policyOfOne).Json.PolicyDocument
            $document.Statement += [pscustomobject] @{ Sid = 'ByHand'; Effect = 'Allow'; Action = 'sns:Publish'; Resource = '*' }
            (Invoke-Aws iam put-role-policy --role-name $role --policy-name $policyOfOne --policy-document ($document | ConvertTo-Json -Depth 9 -Compress)).ExitCode | Should -Be 0
            $before = Get-Policy

            $null = New-BitbucketPipeline -Name $two -Stage (Get-Stage second) @common
            $second = Get-Policy
            $policyOfTwo = @($second.Keys).Where({ $_ -like "BitbucketConnections-us-east-1-$two-*" })
            $second.Keys | Should -Be $policyOfOne, $policyOfTwo, 'ByTheAdministrator'
            $before.Keys | ForEach-Object { $second[$_] | Should -BeExactly $before[$_] }

            Set-BitbucketPipeline -PipelineName $one -ReplaceStage (Get-Stage third) -WarningVariable warnings
            $warnings | Should -BeNullOrEmpty
            $third = Get-Policy
            $third.Keys | Should -Be $second.Keys
            $third[$policyOfOne[0]] | Should -BeExactly $second[$policyOfOne[0]].Replace('function:first', 'function:third')
            $third[$policyOfTwo[0]] | Should -BeExactly $second[$policyOfTwo[0]]
            $third['ByTheAdministrator'] | Should -BeExactly $before['ByTheAdministrator']

            Remove-BitbucketPipeline -Name $two -Confirm:$false -WarningVariable warnings
            $warnings | Should -BeNullOrEmpty
            $fourth = Get-Policy
            $fourth.Keys | Should -Be $policyOfOne, 'ByTheAdministrator'
            $fourth[$policyOfOne[0]] | Should -BeExactly $third[$policyOfOne[0]]

            Remove-BitbucketPipeline -Name $one -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -BeLike "*ByHand*aws iam delete-role-policy --role-name $role --policy-name $policyOfOne*"
            (Get-Policy)[$policyOfOne[0]] | Should -BeExactly 'ByHand: sns:Publish on *'
        }
    }

    Context 'the S3 operations of New-BitbucketPipeline' {
        BeforeAll {
            $bucket = "$prefix-settings".ToLowerInvariant()
            $made = Invoke-Aws s3api create-bucket --bucket $bucket --region eu-west-1 --create-bucket-configuration LocationConstraint=eu-west-1
        }

        It 'creates a bucket in a Region and gets its Region' {
            $made.ExitCode | Should -Be 0
            (Invoke-Aws s3api get-bucket-location --bucket $bucket --region eu-west-1).Json.LocationConstraint | Should -BeExactly 'eu-west-1'
            (Invoke-Aws s3api head-bucket --bucket $bucket --region eu-west-1).ExitCode | Should -Be 0
        }

        It 'is rejected for a bucket without a location or with another location' {
            (Invoke-Aws s3api create-bucket --bucket "$bucket-2" --region eu-west-1).ErrorCode | Should -BeExactly 'IllegalLocationConstraintException'
            (Invoke-Aws s3api create-bucket --bucket "$bucket-2" --region eu-west-1 --create-bucket-configuration LocationConstraint=eu-west-2).ErrorCode |
                Should -BeExactly 'IllegalLocationConstraintException'
        }

        It 'sets and reads policy, versioning, public access and encryption' {
            (Invoke-Aws s3api get-bucket-policy --bucket $bucket --region eu-west-1).ErrorCode | Should -BeExactly 'NoSuchBucketPolicy'
            $policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::' + $bucket + '/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}'
            (Invoke-Aws s3api put-bucket-policy --bucket $bucket --region eu-west-1 --policy '{"Version":"2012-10-17","Statement":[]}').ErrorCode | Should -BeExactly 'MalformedPolicy'
            (Invoke-Aws s3api put-bucket-policy --bucket $bucket --region eu-west-1 --policy $policy).ExitCode | Should -Be 0
            (Invoke-Aws s3api get-bucket-policy --bucket $bucket --region eu-west-1).Json.Policy | Should -BeExactly $policy
            (Invoke-Aws s3api put-bucket-versioning --bucket $bucket --region eu-west-1 --versioning-configuration Status=Enabled).ExitCode | Should -Be 0
            (Invoke-Aws s3api get-bucket-versioning --bucket $bucket --region eu-west-1).Json.Status | Should -BeExactly 'Enabled'
            (Invoke-Aws s3api put-public-access-block --bucket $bucket --region eu-west-1 --public-access-block-configuration BlockPublicAcls=true).ExitCode | Should -Be 0
            $block = (Invoke-Aws s3api get-public-access-block --bucket $bucket --region eu-west-1).Json.PublicAccessBlockConfiguration
            $block.BlockPublicAcls | Should -BeTrue
            $block.BlockPublicPolicy | Should -BeFalse
            $encryption = '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"}}]}'
            (Invoke-Aws s3api put-bucket-encryption --bucket $bucket --region eu-west-1 --server-side-encryption-configuration $encryption).ExitCode | Should -Be 0
            (Invoke-Aws s3api get-bucket-encryption --bucket $bucket --region eu-west-1).Json.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm |
                Should -BeExactly 'aws:kms'
        }
    }

    Context 'the KMS and CodeBuild operations of New-BitbucketPipeline' {
        It 'finds a key by id, ARN, alias and alias ARN' {
            $key = (Invoke-Aws kms create-key).Json.KeyMetadata
            (Invoke-Aws kms create-alias --alias-name "alias/$prefix" --target-key-id $key.KeyId).ExitCode | Should -Be 0
            $aliasArn = (Invoke-Aws kms list-aliases --key-id $key.KeyId).Json.Aliases[0].AliasArn
            foreach ($name in $key.KeyId, $key.Arn, "alias/$prefix", $aliasArn) {
                (Invoke-Aws kms describe-key --key-id $name).Json.KeyMetadata.Arn | Should -BeExactly $key.Arn
            }

            (Invoke-Aws kms disable-key --key-id $key.KeyId).ExitCode | Should -Be 0
            (Invoke-Aws kms describe-key --key-id $key.KeyId).Json.KeyMetadata.KeyState | Should -BeExactly 'Disabled'
            (Invoke-Aws kms schedule-key-deletion --key-id $key.KeyId).Json.KeyState | Should -BeExactly 'PendingDeletion'
        }

        It 'gets a not-found error for a missing alias' {
            $answer = Invoke-Aws kms describe-key --key-id alias/none
            $answer.ErrorCode | Should -BeExactly 'NotFoundException'
            $answer.Text | Should -BeLike '*Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.'
        }

        It 'finds the build project and its role' {
            $answer = (Invoke-Aws codebuild batch-get-projects --names $sandbox.BuildProject none).Json
            $answer.projects[0].serviceRole | Should -BeExactly 'arn:aws:iam::123456789012:role/service-role/codebuild-sandbox-build-service-role'
            $answer.projectsNotFound | Should -BeExactly 'none'
            (Invoke-Aws codebuild list-projects).Json.projects | Should -Contain $sandbox.BuildProject
            (Invoke-Aws iam get-role --role-name $answer.projects[0].serviceRole.Split('/')[-1]).ExitCode | Should -Be 0
        }

        It 'reads the build of an action and its log, in pages and by a filter' {
            $name = "$prefix-log"
            Set-BitbucketSandboxFault -PipelineName $name -ActionName Build -ActionStatus Failed -Message 'exit status 1' -Log 'npm test', '2 tests failed'
            $connection = New-BitbucketConnection -Name log -AllowDuplicateName -WarningAction SilentlyContinue
            $connection | Complete-BitbucketSandboxConnection
            $null = New-BitbucketPipeline -Name $name -ConnectionArn $connection.ConnectionArn -Repository "example-ws/$name" -Branch main -RoleArn $sandbox.ServiceRoleArn `
                -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject
            $id = (Invoke-Aws codepipeline get-pipeline-state --name $name).Json.stageStates[1].actionStates[0].latestExecution.externalExecutionId
            $build = (Invoke-Aws codebuild batch-get-builds --ids $id).Json.builds[0]
            $build.buildStatus | Should -BeExactly 'FAILED'
            $stream = '--log-group-name', $build.logs.groupName, '--log-stream-name', $build.logs.streamName

            $ours = @(Get-BitbucketPipelineLog $name)
            $all = (Invoke-Aws logs get-log-events @stream --start-from-head).Json
            $all.events.message.TrimEnd() | Should -Be $ours.Message.TrimEnd()
            (Invoke-Aws logs get-log-events @stream --start-from-head --next-token $all.nextForwardToken).Json.nextForwardToken | Should -BeExactly $all.nextForwardToken
            (Invoke-Aws logs get-log-events @stream --limit 2).Json.events.Count | Should -Be 2
            (Invoke-Aws logs filter-log-events --log-group-name $build.logs.groupName --log-stream-names $build.logs.streamName --filter-pattern failed).Json.events.message.TrimEnd() |
                Should -Be '2 tests failed'
            (Invoke-Aws logs describe-log-streams --log-group-name $build.logs.groupName).Json.logStreams.logStreamName | Should -Contain $build.logs.streamName
            (Invoke-Aws logs describe-log-groups --log-group-name-prefix /aws/codebuild).Json.logGroups.logGroupName | Should -Contain $build.logs.groupName
            (Invoke-Aws logs get-log-events --log-group-name none --log-stream-name none).ErrorCode | Should -BeExactly 'ResourceNotFoundException'
        }

        It 'creates a build project' {
            $name = "$prefix-project"
            (Invoke-Aws codebuild create-project --name $name --source type=CODEPIPELINE --artifacts type=CODEPIPELINE `
                    --environment 'type=LINUX_CONTAINER,image=aws/codebuild/standard:7.0,computeType=BUILD_GENERAL1_SMALL' `
                    --service-role arn:aws:iam::123456789012:role/service-role/codebuild-sandbox-build-service-role).Json.project.name | Should -BeExactly $name
        }
    }

    Context 'an execution' {
        BeforeAll {
            $available = New-BitbucketConnection -Name run -AllowDuplicateName -WarningAction SilentlyContinue
            $available | Complete-BitbucketSandboxConnection
            $name = "$prefix-run"
            $null = New-BitbucketPipeline -Name $name -ConnectionArn $available.ConnectionArn -Repository "example-ws/$name" -Branch main -RoleArn $sandbox.ServiceRoleArn `
                -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject -ApprovalStage -DeployBucket $sandbox.ArtifactBucket
            $null = Get-BitbucketPipelineExecution -PipelineName $name | Stop-BitbucketPipelineExecution -Abandon
        }

        It 'that a push started is shown, approved and ended for both' {
            $push = Invoke-BitbucketSandboxPush -Repository "example-ws/$name" -Branch main
            $states = (Invoke-Aws codepipeline get-pipeline-state --name $name).Json.stageStates

            $states.stageName | Should -Be (Get-BitbucketPipelineState -PipelineName $name).StageName
            $waiting = $states[2].actionStates[0].latestExecution
            $waiting.status | Should -BeExactly 'InProgress'
            $states[2].latestExecution.pipelineExecutionId | Should -BeExactly $push.PipelineExecutionId
            $summary = (Invoke-Aws codepipeline list-pipeline-executions --pipeline-name $name).Json.pipelineExecutionSummaries[0]
            $summary.pipelineExecutionId | Should -BeExactly $push.PipelineExecutionId
            $summary.sourceRevisions[0].revisionId | Should -BeExactly $push.CommitId
            $answer = @('codepipeline', 'put-approval-result', '--pipeline-name', $name, '--stage-name', 'Approval', '--action-name', 'Approval',
                '--token', $waiting.token, '--result', 'summary=ok,status=Approved')
            (Invoke-Aws @answer).Json.approvedAt | Should -Not -BeNullOrEmpty
            ($push | Wait-BitbucketPipelineExecution -TimeoutSeconds 30).Status | Should -Be 'Succeeded'
            (Invoke-Aws @answer).ErrorCode | Should -BeExactly 'ApprovalAlreadyCompletedException'
            $actions = (Invoke-Aws codepipeline list-action-executions --pipeline-name $name --filter "pipelineExecutionId=$($push.PipelineExecutionId)").Json.actionExecutionDetails
            $actions.actionName | Should -Be 'Deploy', 'Approval', 'Build', 'Source'
            $actions[3].output.outputVariables.CommitId | Should -BeExactly $push.CommitId
        }

        It 'can be stopped by each, and the other shows it' {
            $run = Start-BitbucketPipeline -PipelineName $name
            (Invoke-Aws codepipeline stop-pipeline-execution --pipeline-name $name --pipeline-execution-id $run.PipelineExecutionId --abandon --reason 'From the CLI').Json.pipelineExecutionId |
                Should -BeExactly $run.PipelineExecutionId
            ($run | Get-BitbucketPipelineExecution).Status | Should -Be 'Stopped'
            (Get-BitbucketPipelineExecution -PipelineName $name | Select-Object -First 1).StopReason | Should -Be 'From the CLI'
            (Invoke-Aws codepipeline stop-pipeline-execution --pipeline-name $name --pipeline-execution-id $run.PipelineExecutionId).ErrorCode | Should -BeExactly 'PipelineExecutionNotStoppableException'
        }

        It 'waits at a transition that the other disabled' {
            (Invoke-Aws codepipeline disable-stage-transition --pipeline-name $name --stage-name Build --transition-type Inbound --reason 'Freeze').ExitCode | Should -Be 0
            (Get-BitbucketPipelineState -PipelineName $name)[1].InboundTransitionDisabledReason | Should -Be 'Freeze'
            (Get-BitbucketPipelineState -PipelineName $name)[1] | Enable-BitbucketPipelineTransition
            (Invoke-Aws codepipeline get-pipeline-state --name $name).Json.stageStates[1].inboundTransitionState.enabled | Should -BeTrue
        }

        It 'has the version of our change, and then of theirs' {
            Set-BitbucketPipeline -PipelineName $name -Branch develop
            $theirs = (Invoke-Aws codepipeline get-pipeline --name $name).Json.pipeline
            $theirs.version | Should -Be 2
            $theirs.stages[0].actions[0].configuration.BranchName | Should -BeExactly 'develop'
            $file = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "$name.json"
            (Export-BitbucketPipeline -PipelineName $name).Replace('develop', 'theirs') | Set-Content -LiteralPath $file
            $updated = Invoke-Aws codepipeline update-pipeline --cli-input-json "file://$file"
            Remove-Item -LiteralPath $file
            # CLIs from before V2 reject members that they do not know.
            if ($updated.Text -notlike '*Unknown parameter in pipeline*') {
                $updated.Json.pipeline.version | Should -Be 3
                (Get-BitbucketPipeline -Name $name).BranchName | Should -Be 'theirs'
            }
        }
    }

    Context 'a first execution that failed' {
        It 'continues as the same execution after its connection is available' {
            $waiting = New-BitbucketConnection -Name retry -AllowDuplicateName -WarningAction SilentlyContinue
            $name = "$prefix-retry"
            $null = New-BitbucketPipeline -Name $name -ConnectionArn $waiting.ConnectionArn -Repository example-ws/demo-repo -Branch main `
                -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject -AllowPendingConnection -WarningAction SilentlyContinue
            $id = (Invoke-Aws codepipeline list-pipeline-executions --pipeline-name $name).Json.pipelineExecutionSummaries[0].pipelineExecutionId
            $retry = @('codepipeline', 'retry-stage-execution', '--pipeline-name', $name, '--stage-name', 'Source', '--pipeline-execution-id', $id, '--retry-mode', 'FAILED_ACTIONS')
            $waiting | Complete-BitbucketSandboxConnection

            (Invoke-Aws @retry).Json.pipelineExecutionId | Should -BeExactly $id

            (Invoke-Aws codepipeline get-pipeline-execution --pipeline-name $name --pipeline-execution-id $id).Json.pipelineExecution.status |
                Should -BeExactly 'Succeeded'
            (Invoke-Aws @retry).ErrorCode | Should -BeExactly 'StageNotRetryableException'
        }
    }
}

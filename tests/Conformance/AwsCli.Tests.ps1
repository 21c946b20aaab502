#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    # Every AWS CLI of this machine: the first on the path, and Debian's. One program under two names runs once.
    $found = @(Get-Command -Name aws -CommandType Application -All -ErrorAction Ignore | ForEach-Object -MemberName Source)
    if (Test-Path -LiteralPath '/usr/bin/aws') {
        $found += '/usr/bin/aws'
    }

    $clis = @(
        foreach ($program in $found | Select-Object -Unique) {
            @{ Program = $program; Version = ((& $program --version 2>&1) -join ' ').Split(' ')[0] }
        }
    ) | Group-Object -Property { $_.Version } | ForEach-Object { $_.Group[0] }
}

BeforeAll {
    . "$PSScriptRoot/../Module/Support.ps1"
    Import-Module -Name BitbucketConnections
    $sandbox = Start-BitbucketSandbox
    $endpoint = $sandbox.EndpointUrl.ToString().TrimEnd('/')
    $env:AWS_PAGER = ''

    # Runs the CLI and gives its exit code, what it wrote as text and as JSON, and the service's error code. The
    # endpoint is said on the command line: CLIs before 2.13 don't know AWS_ENDPOINT_URL.
    function Invoke-Aws {
        $lines = & $program --endpoint-url $endpoint --output json @args 2>&1
        $text = $lines -join "`n"
        @{
            ExitCode  = $LASTEXITCODE
            Text      = $text.Trim()
            Json      = $LASTEXITCODE -eq 0 -and $text.Trim() ? ($text | ConvertFrom-Json) : $null
            ErrorCode = $text -match 'An error occurred \((\w+)\)' ? $Matches[1] : $null
        }
    }

    # The error code our cmdlets report for the same bad input.
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

Describe 'AWS CLI' {
    It 'is not on this machine' -Skip:($clis.Count -gt 0) {
        Set-ItResult -Skipped -Because 'there is no AWS CLI here; Debian has it in the package awscli'
    }
}

Describe '<Version>' -ForEach $clis {
    BeforeAll {
        $program = $_.Program
        $prefix = $_.Version -replace '\W', '-'
    }

    Context 'connections' {
        It 'runs the command of the guide and prints its JSON' {
            # Letter for letter, but for the endpoint.
            $output = & $program codestar-connections create-connection --provider-type Bitbucket --connection-name MyConnection --endpoint-url $endpoint

            $LASTEXITCODE | Should -Be 0
            $output -join "`n" | Should -Match (
                '\A\{\n    "ConnectionArn": "arn:aws:codestar-connections:us-east-1:123456789012:connection/[0-9a-f-]{36}"\n\}\z')
        }

        It 'sees what our cmdlet made' {
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

        It 'makes what our cmdlets see, tag and remove' {
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

        It 'sees the handshake our cmdlet completed, and removes what our cmdlet then no longer finds' {
            $made = New-BitbucketConnection -Name handshake -AllowDuplicateName -WarningAction SilentlyContinue
            $made | Complete-BitbucketSandboxConnection

            (Invoke-Aws codestar-connections get-connection --connection-arn $made.ConnectionArn).Json.Connection.ConnectionStatus |
                Should -BeExactly 'AVAILABLE'
            $deleted = Invoke-Aws codestar-connections delete-connection --connection-arn $made.ConnectionArn
            $deleted.ExitCode | Should -Be 0
            $deleted.Text | Should -BeExactly ''
            Get-ServiceErrorCode { Get-BitbucketConnection -Arn $made.ConnectionArn -ErrorAction Stop } | Should -BeExactly 'ResourceNotFoundException'
        }

        It 'pages through a list without losing one' {
            foreach ($number in 1..3) {
                $null = Invoke-Aws codestar-connections create-connection --provider-type Bitbucket --connection-name "page-$number"
            }

            $token = @()
            $seen = do {
                $page = (Invoke-Aws codestar-connections list-connections --max-results 2 @token).Json
                $page.Connections.ConnectionArn
                $token = $page.PSObject.Properties['NextToken'] ? @('--next-token', $page.NextToken) : @()
            } while ($token)

            $seen | Sort-Object | Should -Be ((Get-BitbucketConnection -Api CodeStarConnections).ConnectionArn | Sort-Object)
        }

        It 'gets the error code <Code> for <Because>' -ForEach @(
            @{ Because = 'a name of 33 characters'; Code = 'ValidationException'; Arguments = @('create-connection', '--provider-type', 'Bitbucket', '--connection-name', ('n' * 33)) }
            @{ Because = 'an unknown provider'; Code = 'ValidationException'; Arguments = @('create-connection', '--provider-type', 'BitBucket', '--connection-name', 'n') }
            @{ Because = 'a malformed ARN'; Code = 'ValidationException'; Arguments = @('get-connection', '--connection-arn', 'nonsense') }
            @{ Because = 'an ARN of nothing'; Code = 'ResourceNotFoundException'; Arguments = @('delete-connection', '--connection-arn', 'arn:aws:codestar-connections:us-east-1:123456789012:connection/none') }
        ) {
            $answer = Invoke-Aws codestar-connections @Arguments

            $answer.ExitCode | Should -Not -Be 0
            $answer.ErrorCode | Should -BeExactly $Code
        }

        It 'is told about a name of 33 characters in the words of AWS' {
            (Invoke-Aws codestar-connections create-connection --provider-type Bitbucket --connection-name ('n' * 33)).Text | Should -BeLike (
                "*1 validation error detected: Value '$('n' * 33)' at 'connectionName' failed to satisfy constraint: Member must have length less than or equal to 32")
        }

        It 'is refused with a wrong secret' {
            $good = $env:AWS_SECRET_ACCESS_KEY
            $env:AWS_SECRET_ACCESS_KEY = 'wrong'
            try {
                (Invoke-Aws codestar-connections list-connections).ErrorCode | Should -BeExactly 'InvalidSignatureException'
            }
            finally {
                $env:AWS_SECRET_ACCESS_KEY = $good
            }
        }

        It 'sees with codeconnections what our cmdlet made there' {
            $null = & $program codeconnections help 2>&1
            if ($LASTEXITCODE -ne 0) {
                Set-ItResult -Skipped -Because 'this CLI has no command codeconnections'
            }

            $made = New-BitbucketConnection -Name successor -Api CodeConnections -AllowDuplicateName -WarningAction SilentlyContinue
            (Invoke-Aws codeconnections list-connections).Json.Connections.ConnectionArn | Should -Contain $made.ConnectionArn
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

        It 'sees the pipeline our cmdlet made' {
            $got = (Invoke-Aws codepipeline get-pipeline --name $ours).Json

            $got.pipeline.stages[0].actions[0].configuration.ConnectionArn | Should -BeExactly $connection.ConnectionArn
            $got.pipeline.stages[0].actions[0].configuration.FullRepositoryId | Should -BeExactly 'example-ws/demo-repo'
            $got.metadata.pipelineArn | Should -BeExactly "arn:aws:codepipeline:us-east-1:123456789012:$ours"
            (Invoke-Aws codepipeline list-pipelines).Json.pipelines.name | Should -Contain $ours
            (Invoke-Aws codepipeline list-tags-for-resource --resource-arn $got.metadata.pipelineArn).Json.tags.key | Should -BeExactly 'Team'
        }

        It 'makes a pipeline from that JSON, which our cmdlet sees' {
            $definition = (Invoke-Aws codepipeline get-pipeline --name $ours).Json.pipeline
            $definition.name = $theirs
            $file = Join-Path -Path $TestDrive -ChildPath "$theirs.json"
            @{ pipeline = $definition } | ConvertTo-Json -Depth 20 | Set-Content -LiteralPath $file

            (Invoke-Aws codepipeline create-pipeline --cli-input-json "file://$file").Json.pipeline.version | Should -Be 1

            $got = Get-BitbucketPipeline -Name $theirs
            $got.ConnectionArn | Should -BeExactly $connection.ConnectionArn
            $got.Stages.Count | Should -Be 2
        }

        It 'starts a run that our cmdlet sees' {
            $id = (Invoke-Aws codepipeline start-pipeline-execution --name $ours).Json.pipelineExecutionId

            $id | Should -Match '^[0-9a-f-]{36}$'
            (Get-BitbucketPipelineExecution -PipelineName $ours).PipelineExecutionId | Should -Contain $id
            (Invoke-Aws codepipeline get-pipeline-execution --pipeline-name $ours --pipeline-execution-id $id).Json.pipelineExecution.status |
                Should -BeExactly 'Succeeded'
            (Invoke-Aws codepipeline get-pipeline-state --name $ours).Json.stageStates[0].latestExecution.pipelineExecutionId | Should -BeExactly $id
        }

        It 'gets the same error code as our cmdlet for a pipeline that is not there' {
            (Invoke-Aws codepipeline start-pipeline-execution --name none).ErrorCode | Should -BeExactly 'PipelineNotFoundException'
            (Invoke-Aws codepipeline get-pipeline --name none).ErrorCode | Should -BeExactly 'PipelineNotFoundException'
            Get-ServiceErrorCode { Get-BitbucketPipeline -Name none -ErrorAction Stop } | Should -BeExactly 'PipelineNotFoundException'
        }

        It 'gets the same error code as our cmdlet for a role that can not be assumed' {
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

        It 'finds the artifact bucket and makes another' {
            (Invoke-Aws s3api head-bucket --bucket $sandbox.ArtifactBucket).ExitCode | Should -Be 0
            (Invoke-Aws s3api head-bucket --bucket "none-$prefix").ErrorCode | Should -BeExactly '404'
            (Invoke-Aws s3api create-bucket --bucket $prefix.ToLowerInvariant()).ExitCode | Should -Be 0
            (Invoke-Aws s3api list-buckets).Json.Buckets.Name | Should -Contain $prefix.ToLowerInvariant()
        }
    }
}

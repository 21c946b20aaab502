#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $WarningPreference = 'SilentlyContinue'
    $arnOfNone = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f'
}

Describe 'The steps of the guide on the sandbox' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $existing = @{ RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket; BuildProject = $sandbox.BuildProject }
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'a new connection is PENDING, with the link, the next step and one warning with both' {
        $connection = New-BitbucketConnection -Name MyConnection -WarningVariable warnings
        $connection.ConnectionStatus | Should -Be 'PENDING'
        $connection.ConsoleUrl | Should -BeLike "*$(($connection.ConnectionArn -split '/')[-1])*"
        $connection.NextStep | Should -Not -BeNullOrEmpty
        @($warnings).Count | Should -Be 1
        "$warnings" | Should -Match ([regex]::Escape($connection.ConsoleUrl))
    }

    It 'the connection becomes AVAILABLE, and the wait returns it' {
        Complete-BitbucketSandboxConnection -Name MyConnection
        (Wait-BitbucketConnection -Name MyConnection).ConnectionStatus | Should -Be 'AVAILABLE'
    }

    It 'a pipeline is created and its first execution gets the source' {
        $pipeline = New-BitbucketPipeline -Name MyPipeline -ConnectionName MyConnection -Repository my-workspace/my-repo -Branch main @existing
        $pipeline.Version | Should -Be 1
        $pipeline.Stages.Name | Should -Be @('Source', 'Build')
        (Get-BitbucketPipeline -Name MyPipeline).FullRepositoryId | Should -Be 'my-workspace/my-repo'
        $run = Get-BitbucketPipelineExecution -PipelineName MyPipeline
        $run.TriggerType | Should -Be 'CreatePipeline'
        $run.Status | Should -Be 'Succeeded'
    }

    It 'a connection that is in use is not removed' {
        Remove-BitbucketConnection -Name MyConnection -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'ConnectionInUse,*'
        "$($failure[0])" | Should -Match 'MyPipeline'
        Get-BitbucketConnection -Name MyConnection | Should -Not -BeNullOrEmpty
    }

    It '-WhatIf removes nothing and writes no error' {
        Get-BitbucketConnection -Name MyConnection | Remove-BitbucketConnection -WhatIf -Force -ErrorVariable failure
        Get-BitbucketPipeline -Name MyPipeline | Remove-BitbucketPipeline -WhatIf -ErrorVariable +failure
        $failure | Should -BeNullOrEmpty
        Get-BitbucketConnection -Name MyConnection | Should -Not -BeNullOrEmpty
        Get-BitbucketPipeline -Name MyPipeline | Should -Not -BeNullOrEmpty
    }

    It 'pipeline and connection are removed, piped from Get' {
        Get-BitbucketPipeline -Name MyPipeline | Remove-BitbucketPipeline -Confirm:$false
        Get-BitbucketConnection -Name MyConnection | Remove-BitbucketConnection -Confirm:$false
        Get-BitbucketPipeline | Should -BeNullOrEmpty
        Get-BitbucketConnection | Should -BeNullOrEmpty
    }
}

Describe 'Waiting' {
    BeforeAll {
        $null = Start-BitbucketSandbox
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'waiting for three new connections needs one list call per poll' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('Import-Module -Name BitbucketConnections; New-BitbucketConnection -Name a, b, c | Wait-BitbucketConnection -PollIntervalSeconds 1 -Verbose')
            $handle = $shell.BeginInvoke()
            Wait-Record -Records $shell.Streams.Progress -Count 6

            Complete-BitbucketSandboxConnection -Name a, b, c
            $waited = $shell.EndInvoke($handle)
            $left = $shell.Streams.Progress.Where({ $_.RecordType -eq 'Processing' -and $_.SecondsRemaining -ge 0 }).SecondsRemaining
            $lines = $shell.Streams.Verbose.ForEach({ $_.Message })
        }
        finally {
            $shell.Dispose()
        }

        $waited.ConnectionName | Sort-Object | Should -Be @('a', 'b', 'c')
        $waited.ConnectionStatus | Sort-Object -Unique | Should -Be 'AVAILABLE'

        # The progress is redrawn each second, and the delay between two polls is 0.9 to 1.1 seconds.
        $seconds = $left[0] - $left[-1] + 1
        $lines.Where({ $_ -match 'ListConnections' }).Count | Should -BeLessOrEqual ($seconds / 0.9 + 2) -Because ($lines -join "`n")
        $lines.Where({ $_ -match '\bGetConnection\b' }) | Should -BeNullOrEmpty
    }

    It 'waiting accepts an ARN as text' {
        $arn = (Get-BitbucketConnection -Name a).ConnectionArn
        ($arn | Wait-BitbucketConnection).ConnectionArn | Should -Be $arn
    }

    It 'a wait that times out is a non-terminating error with the connection as target' {
        $pending = New-BitbucketConnection -Name Pending
        $seen = $pending, (Get-BitbucketConnection -Name a) | Wait-BitbucketConnection -TimeoutSeconds 1 -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure
        $seen.ConnectionName | Should -Be 'a'
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'ConnectionWaitTimeout,*'
        $failure[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        $failure[0].TargetObject.ConnectionArn | Should -Be $pending.ConnectionArn
    }

    It 'an object from a file, a job or another runspace is accepted' {
        $connection = Get-BitbucketConnection -Name a
        $connection | Export-Clixml -LiteralPath TestDrive:/connection.xml
        (Import-Clixml -LiteralPath TestDrive:/connection.xml | Wait-BitbucketConnection).ConnectionName | Should -Be 'a'

        $fromJob = Start-Job -ScriptBlock { Import-Module -Name BitbucketConnections; Get-BitbucketConnection -Name a } | Receive-Job -Wait -AutoRemoveJob
        $fromJob.PSObject.TypeNames[0] | Should -BeLike 'Deserialized.*'
        ($fromJob | Wait-BitbucketConnection).ConnectionName | Should -Be 'a'

        $parallel = $connection, $connection | ForEach-Object -Parallel { Import-Module -Name BitbucketConnections; $_ | Wait-BitbucketConnection }
        $parallel.ConnectionName | Should -Be @('a', 'a')
    }
}

Describe 'Names that do not exist' {
    BeforeAll {
        $null = Start-BitbucketSandbox
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It '-ErrorAction SilentlyContinue returns nothing, and the error has id, category and target' {
        $output = Get-BitbucketConnection nope -ErrorAction SilentlyContinue -ErrorVariable failure
        $output | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'ObjectNotFound,*'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure[0].TargetObject | Should -Be 'nope'
        $failure[0].Exception | Should -BeOfType ([BitbucketConnections.ServiceException])
    }

    It 'a pattern without a match is not an error' {
        Get-BitbucketConnection -Name 'nope*' | Should -BeNullOrEmpty
        Get-BitbucketPipeline -Name 'nope*' | Should -BeNullOrEmpty
    }

    It 'the AWS code, message and request id are in the exception' {
        Get-BitbucketConnection -Arn $arnOfNone -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].Exception.ErrorCode | Should -Be 'ResourceNotFoundException'
        $failure[0].Exception.RequestId | Should -Not -BeNullOrEmpty
        $failure[0].Exception.Operation | Should -Be 'GetConnection'
        $failure[0].TargetObject | Should -Be $arnOfNone
    }
}

Describe 'Input that AWS rejects' {
    BeforeAll {
        $silent = Start-SilentEndpoint
        $session = @{ Region = 'us-east-1'; AccessKey = 'AKIAEXAMPLE'; SecretKey = 'example'; EndpointUrl = $silent.Url }
        $pipeline = @{
            Name = 'MyPipeline'; ConnectionArn = $arnOfNone; Repository = 'my-workspace/my-repo'; Branch = 'main'
            RoleArn = 'arn:aws:iam::123456789012:role/pipeline'; ArtifactBucket = 'my-artifacts'; BuildProject = 'my-build'
        }
    }

    AfterAll {
        $silent.Listener.Stop()
    }

    It '<What>: error <Id>, before any call' -ForEach @(
        @{ What = 'a name of 33 characters'; Id = 'InvalidConnectionName'; Command = { New-BitbucketConnection -Name ('x' * 33) @session } }
        @{ What = 'an empty name'; Id = 'InvalidConnectionName'; Command = { New-BitbucketConnection -Name '' @session } }
        @{ What = 'a malformed ARN'; Id = 'InvalidConnectionArn'; Command = { Get-BitbucketConnection -Arn 'arn:aws:s3:::bucket' @session } }
        @{ What = 'a malformed ARN in a pipeline'; Id = 'InvalidConnectionArn'; Command = { New-BitbucketPipeline @pipeline @session -DefinitionOnly }; Change = @{ ConnectionArn = 'arn:aws:connection/1' } }
        @{ What = 'a repository without workspace'; Id = 'InvalidRepository*'; Command = { New-BitbucketPipeline @pipeline @session }; Change = @{ Repository = 'my-repo' } }
        @{ What = 'a pipeline name with a space'; Id = 'InvalidPipelineName'; Command = { New-BitbucketPipeline @pipeline @session }; Change = @{ Name = 'my pipeline' } }
        @{ What = 'a missing branch'; Id = 'BranchMissing'; Command = { New-BitbucketPipeline @pipeline @session }; Change = @{ Branch = '' } }
        @{ What = 'a bucket with a folder'; Id = 'InvalidArtifactBucket'; Command = { New-BitbucketPipeline @pipeline @session }; Change = @{ ArtifactBucket = 'my-artifacts/folder' } }
    ) {
        $before = $pipeline.Clone()
        $changes = Get-Variable -Name Change -ValueOnly -ErrorAction Ignore
        if ($changes) {
            $changes.GetEnumerator().ForEach({ $pipeline[$_.Key] = $_.Value })
        }

        try {
            $failure = $null
            try {
                . $Command 2>&1 | Tee-Object -Variable output | Out-Null
                $failure = @($output.Where({ $_ -is [Management.Automation.ErrorRecord] }))[0]
            }
            catch {
                $failure = $_
            }

            $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $silent.Listener.Pending() | Should -BeFalse
        }
        finally {
            foreach ($name in $before.Keys) {
                $pipeline[$name] = $before[$name]
            }
        }
    }

    It 'one error contains several findings' {
        New-BitbucketPipeline -Name 'my pipeline' -ConnectionArn $arnOfNone -Repository my-repo -Branch '' -RoleArn nope -ArtifactBucket a/b @session -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'InvalidPipelineDefinition,*'
        foreach ($text in 'my pipeline', 'my-repo', 'branch', 'nope', 'a/b') {
            "$($failure[0])" | Should -Match $text
        }
    }

    It 'a password in a repository URL is never shown' {
        $failure = { New-BitbucketPipeline -Name 'my pipeline' -ConnectionArn $arnOfNone -Repository 'https://someone:hunter2@example.org/a/b' -Branch main @session -ErrorAction Stop } |
            Should -Throw -PassThru
        "$failure $($failure.Exception) $($failure.ErrorDetails) $($failure.TargetObject)" | Should -Not -Match 'hunter2'
    }
}

Describe 'Missing settings' {
    It 'without a Region the command fails and lists the sources' {
        $failure = { Get-BitbucketConnection -AccessKey AKIAEXAMPLE -SecretKey example } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'RegionNotFound,*'
        foreach ($place in '-Region', 'StoredAWSRegion', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'profile') {
            "$failure" | Should -Match ([regex]::Escape($place))
        }
    }

    It 'a pipeline uses the Region of the profile, not of its connection' {
        Set-Content -LiteralPath TestDrive:/credentials -Value '[mine]', 'aws_access_key_id = A', 'aws_secret_access_key = s', 'region = eu-west-1'
        $new = @{
            Name = 'demo'; Repository = 'w/r'; Branch = 'main'; RoleArn = 'arn:aws:iam::123456789012:role/r'; BuildProject = 'build'; ArtifactBucket = 'my-artifacts'; DefinitionOnly = $true
            ConnectionArn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f'
        }
        (New-BitbucketPipeline @new -ProfileName mine -ProfileLocation TestDrive:/credentials).Region | Should -Be 'eu-west-1'
        (New-BitbucketPipeline @new).Region | Should -Be 'us-east-1'
        (New-BitbucketPipeline @new -Region eu-west-2 -ProfileName mine -ProfileLocation TestDrive:/credentials).Region | Should -Be 'eu-west-2'
    }

    It 'without credentials the command fails and lists the sources' {
        $failure = { Get-BitbucketConnection -Region us-east-1 } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'CredentialsNotFound,*'
        foreach ($place in '-AccessKey', '-ProfileName', 'AWS_ACCESS_KEY_ID', 'profile') {
            "$failure" | Should -Match ([regex]::Escape($place))
        }
    }

    It 'the error for an unreachable endpoint contains the endpoint' {
        $silent = Start-SilentEndpoint
        $silent.Listener.Stop()
        $failure = { Get-BitbucketPipeline -Name x -Region us-east-1 -AccessKey AKIAEXAMPLE -SecretKey example -EndpointUrl $silent.Url -ErrorAction Stop } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'EndpointUnreachable,*'
        $failure.CategoryInfo.Category | Should -Be 'ConnectionError'
    }
}

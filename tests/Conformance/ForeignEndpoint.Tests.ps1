#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $null = & python3 -c 'import boto3' 2>&1
    $hasBoto3 = $LASTEXITCODE -eq 0
    # moto_server does not have connections, and of pipelines not the state: there, an edit must fail and change nothing.
    $endpoints = @(
        @{ Endpoint = 'the sandbox'; IsMoto = $false }
        if (Get-Command -Name moto_server -CommandType Application -ErrorAction Ignore) {
            @{ Endpoint = 'moto_server'; IsMoto = $true }
        }
    )
}

if (-not $hasBoto3) {
    Describe 'A pipeline of a script' {
        It 'is read and changed by our cmdlets' {
            Set-ItResult -Skipped -Because 'boto3 is not installed for python3'
        }
    }

    return
}

Describe 'A pipeline that a script made with boto3 on <Endpoint>' -ForEach $endpoints {
    BeforeAll {
        . "$PSScriptRoot/../Module/Support.ps1"
        Import-Module -Name BitbucketConnections
        $settings = @{}
        foreach ($name in 'AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'AWS_DEFAULT_REGION') {
            $settings[$name] = [Environment]::GetEnvironmentVariable($name)
        }

        $connection = @()
        if ($IsMoto) {
            $start = [Diagnostics.ProcessStartInfo]::new('moto_server', [string[]] @('-H', '127.0.0.1', '-p', '0'))
            $start.RedirectStandardError = $start.RedirectStandardOutput = $true
            $server = [Diagnostics.Process]::Start($start)
            while (($line = $server.StandardError.ReadLine()) -notmatch 'Running on (http://\S+)') {
                if ($null -eq $line) {
                    throw 'moto_server did not start.'
                }
            }

            # Its log must not fill the pipe.
            $log = $server.StandardError.ReadToEndAsync()
            $env:AWS_ENDPOINT_URL = $Matches[1]
            $env:AWS_ACCESS_KEY_ID = $env:AWS_SECRET_ACCESS_KEY = 'any'
            $env:AWS_REGION = $env:AWS_DEFAULT_REGION = 'us-east-1'
        }
        else {
            $null = Start-BitbucketSandbox
            $made = New-BitbucketConnection -Name script -WarningAction SilentlyContinue
            $made | Complete-BitbucketSandboxConnection
            $connection = @($made.ConnectionArn)
        }

        function Invoke-Script {
            $output = & python3 "$PSScriptRoot/moto_journey.py" @args
            $LASTEXITCODE | Should -Be 0
            $output | ConvertFrom-Json
        }

        $script = Invoke-Script make @connection
    }

    AfterAll {
        if ($IsMoto) {
            $server.Kill()
            $null = $log.Wait(10000)
            $settings.Keys.ForEach({ [Environment]::SetEnvironmentVariable($_, $settings[$_]) })
        }
        else {
            Stop-BitbucketSandbox
        }
    }

    It 'is read by our cmdlet, with its times and its key' {
        "Client: the journey of a script with boto3 ran on $Endpoint"

        $got = Get-BitbucketPipeline -Name script
        "$($got.BranchName) $($got.RoleArn)" | Should -BeExactly "main $($script.role)"
        $got.Created.Kind | Should -Be 'Utc'
        [Math]::Abs(([datetime]::UtcNow - $got.Created).TotalMinutes) | Should -BeLessThan 5
        (Get-BitbucketPipeline).Name | Should -BeExactly 'script'
    }

    It 'gets our tag, and the script reads it' {
        Get-BitbucketPipeline -Name script | Add-BitbucketTag -Tag @{ Stage = 'test' }
        (Get-BitbucketPipeline -Name script -IncludeTag).Tags.Keys | Sort-Object | Should -Be 'Stage', 'Team'
        (Invoke-Script read).tags.Stage | Should -BeExactly 'test'
    }

    It 'is edited by our cmdlet, or is unchanged if the endpoint does not have what the edit needs' {
        if ($IsMoto) {
            { Set-BitbucketPipeline -PipelineName script -Branch develop -ErrorAction Stop } | Should -Throw '*GetConnection*the response is not from AWS*'
        }
        else {
            Set-BitbucketPipeline -PipelineName script -Branch develop -WarningAction SilentlyContinue
        }

        $read = Invoke-Script read
        "$($read.branch) $($read.version)" | Should -BeExactly ($IsMoto ? 'main 1' : 'develop 2')
        $read.key | Should -BeExactly $script.key
    }

    It 'is exported and removed by our cmdlets' {
        (Export-BitbucketPipeline -PipelineName script | ConvertFrom-Json).pipeline.artifactStore.encryptionKey.id | Should -BeExactly $script.key
        Remove-BitbucketPipeline -PipelineName script -Confirm:$false
        @(Get-BitbucketPipeline -All) | Should -BeNullOrEmpty
    }
}

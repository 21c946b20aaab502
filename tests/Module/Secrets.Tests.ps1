#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    $calls = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/FailingCalls.psd1").Calls
}

Describe 'Secrets' {
    BeforeAll {
        . "$PSScriptRoot/Support.ps1"

        # Every cmdlet in a session of its own, with all streams on: right keys, wrong keys, an endpoint and a repository with a
        # password. What anybody could read afterwards comes back as text.
        $seen = Invoke-FreshSession -Script {
            param($Module, $Calls)
            Import-Module -Name "$Module/BitbucketConnections.psd1"
            $transcript = [IO.Path]::GetTempFileName()
            $null = Start-Transcript -LiteralPath $transcript
            $sandbox = Start-BitbucketSandbox
            $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
            $right = @{ AccessKey = $sandbox.AccessKey; SecretKey = $sandbox.SecretKey; SessionToken = 'BitbucketConnections/sandbox/session-token' }
            $wrong = @{ AccessKey = $sandbox.AccessKey; SecretKey = 'wr0ng-s3cret-key'; SessionToken = 'wr0ng-s3ssion-token' }
            $endpoint = @{ EndpointUrl = "http://me:p4ssw0rd-of-url@127.0.0.1:$($sandbox.Port)/" }
            $found = @{}
            foreach ($call in $Calls) {
                $command = Get-Command -Name $call.Cmdlet
                $parameters = @{} + $call.Parameters
                foreach ($name in @('Repository', 'RestrictToRepository').Where({ $command.Parameters.ContainsKey($_) })) {
                    $parameters[$name] = 'https://me:p4ssw0rd-of-url@bitbucket.org/workspace'
                }

                $rounds = $command.Parameters.ContainsKey('SecretKey') ? @($right, $wrong, ($right + $endpoint), ($wrong + $endpoint)) : @(@{})
                $text = foreach ($round in $rounds) {
                    $Error.Clear()
                    try {
                        & $command @parameters @round -Verbose -Debug -ErrorAction Continue *>&1 | Out-String -Width 2000
                    }
                    catch {
                        "$_"
                    }

                    foreach ($record in $Error) {
                        $record | Format-List -Property * -Force | Out-String -Width 2000
                        for ($exception = $record.Exception; $exception; $exception = $exception.InnerException) {
                            "$exception $($exception.Data.Values) $($exception.Data.Keys)"
                        }

                        "$($record.TargetObject) $($record.ErrorDetails)"
                    }
                }

                $found[$call.Cmdlet] = $text -join "`n"
            }

            Stop-BitbucketSandbox
            $null = Stop-Transcript
            $found['transcript'] = Get-Content -LiteralPath $transcript -Raw
            Remove-Item -LiteralPath $transcript
            $found
        } -Arguments @{ Module = $moduleFolder; Calls = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/FailingCalls.psd1").Calls }

        $secrets = @('wr0ng-s3cret-key', 'wr0ng-s3ssion-token', 'p4ssw0rd-of-url', 'sandbox/not/a/secret', 'sandbox/session-token', 'AWS4-HMAC-SHA256')
    }

    It '<Cmdlet> shows none of them in any stream or error' -ForEach $calls {
        $seen[$Cmdlet] | Should -Not -BeNullOrEmpty
        foreach ($secret in $secrets) {
            $seen[$Cmdlet].Contains($secret) | Should -BeFalse -Because "$secret is shown by ${Cmdlet}: $($seen[$Cmdlet] -split '\n' -match [regex]::Escape($secret) | Select-Object -First 3)"
        }
    }

    It 'none of them is in the transcript' {
        foreach ($secret in $secrets) {
            $seen['transcript'].Contains($secret) | Should -BeFalse -Because $secret
        }
    }

    It 'the calls were made and the wire was shown' {
        $seen['Export-BitbucketPipeline'] | Should -Match 'codepipeline GetPipeline in us-east-1'
        $seen['Export-BitbucketPipeline'] | Should -Match 'POST CodePipeline_20150709.GetPipeline \{"name":"nope"\}'
        $seen['Export-BitbucketPipeline'] | Should -Match 'CredentialsInvalid'
    }
}

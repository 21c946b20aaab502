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

        # Every cmdlet in a separate session, with all streams on: valid keys, wrong keys, an endpoint and a repository with a
        # password. Returns all readable output as text.
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

            # Definitions with secrets: in a configuration, in the JSON of one, in variables of actions and pipelines, in the arguments of a function.
            $null = New-BitbucketConnection -Name Completed -WarningAction SilentlyContinue | Complete-BitbucketSandboxConnection
            $stage = @(
                @{ name = 'Build'; actions = @(@{
                            name          = 'Build'
                            actionTypeId  = @{ category = 'Build'; owner = 'AWS'; provider = 'CodeBuild'; version = '1' }
                            configuration = @{
                                ProjectName          = $sandbox.BuildProject
                                EnvironmentVariables = '[{"name":"DB_PASSWORD","value":"d3f-s3cret","type":"PLAINTEXT"},{"value":"d3f-s3cret","name":"API_KEY"},{"name":"STAGE","value":"w1re-value"}]'
                            }
                        })
                }
                @{ name = 'Call'; actions = @(@{
                            name          = 'Call'
                            actionTypeId  = @{ category = 'Invoke'; owner = 'AWS'; provider = 'Lambda'; version = '1' }
                            configuration = @{ FunctionName = 'f'; UserParameters = '{"OAuthToken":"d3f-s3cret","level":"w1re-value"}' }
                        })
                }
            )
            $definition = @{
                Name = 'Secretive'; ConnectionName = 'Completed'; Repository = 'w/r'; Branch = 'main'; RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket
                Stage = $stage; Variable = @{ DEPLOY_TOKEN = 'd3f-s3cret'; LEVEL = 'w1re-value' }; Tag = @{ 'api-key' = 'd3f-s3cret' }
            }
            $steps = [ordered]@{
                review   = { New-BitbucketPipeline @definition -WhatIf }
                create   = { New-BitbucketPipeline @definition -Verbose -Debug }
                differs  = { New-BitbucketPipeline @definition -ReuseExisting -Verbose -Debug }
                change   = { Set-BitbucketPipeline Secretive -Variable @{ DEPLOY_TOKEN = 'd3f-s3cret-2'; LEVEL = 'w1re-value' } -WhatIf }
                changed  = { Set-BitbucketPipeline Secretive -Variable @{ DEPLOY_TOKEN = 'd3f-s3cret-2'; LEVEL = 'w1re-value' } -Verbose -Debug }
                start    = { Start-BitbucketPipeline Secretive -Variable @{ LEVEL = 'w1re-value' } -Verbose -Debug }
                read     = { Get-BitbucketPipelineExecution Secretive -IncludeAction -Verbose -Debug }
                mistyped = { Get-BitbucketPipeline -Repository 'https:/me:d3f-s3cret@bitbucket.org/w' -Verbose -Debug }
                misplace = { Get-BitbucketPipeline 'me:d3f-s3cret@bitbucket.org/w' -Verbose -Debug }
                endpoint = { New-BitbucketConnection -Name Linked -EndpointUrl "http://me:d3f-s3cret@127.0.0.1:$($sandbox.Port)/" -Verbose -Debug -WarningAction Continue | ForEach-Object { $found['link'] = "$($_.ConsoleUrl) $($_.NextStep)" } }
                badport  = { Get-BitbucketPipeline -EndpointUrl 'http://me:d3f-s3cret@127.0.0.1:port/' }
            }
            $defined = @{}
            foreach ($name in $steps.Keys) {
                $Error.Clear()
                if ($name -eq 'differs') { $definition['Variable'] = @{ DEPLOY_TOKEN = 'd3f-s3cret-1'; LEVEL = 'w1re-value' } }
                $text = try { & $steps[$name] -ErrorAction Continue 2>&1 3>&1 4>&1 5>&1 6>&1 | Where-Object { $_ -isnot [PSObject] -or $_.GetType().Namespace -ne 'BitbucketConnections' } | ForEach-Object { "$_" } } catch { "$_" }
                $text = @($text) + $Error.ForEach({ "$_ $($_.TargetObject) $($_.ErrorDetails) $($_.Exception)" })
                $defined[$name] = $text -join "`n"
            }

            $found['defined'] = $defined
            $found['pipeline'] = (Get-BitbucketPipeline Secretive).Stages[1].Actions[0].Configuration['EnvironmentVariables']
            Stop-BitbucketSandbox
            $null = Stop-Transcript
            $found['transcript'] = Get-Content -LiteralPath $transcript -Raw
            Remove-Item -LiteralPath $transcript
            $found
        } -Arguments @{ Module = $moduleFolder; Calls = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/FailingCalls.psd1").Calls }

        $secrets = @('d3f-s3cret', 'wr0ng-s3cret-key', 'wr0ng-s3ssion-token', 'p4ssw0rd-of-url', 'sandbox/not/a/secret', 'sandbox/session-token', 'AWS4-HMAC-SHA256')
    }

    It '<Cmdlet> shows none of them in any stream or error' -ForEach $calls {
        $seen[$Cmdlet] | Should -Not -BeNullOrEmpty
        foreach ($secret in $secrets) {
            $seen[$Cmdlet].Contains($secret) | Should -BeFalse -Because "$secret is shown by ${Cmdlet}: $($seen[$Cmdlet] -split '\n' -match [regex]::Escape($secret) | Select-Object -First 3)"
        }
    }

    It '<_> of a definition with secrets shows none of them' -ForEach @('review', 'create', 'differs', 'change', 'changed', 'start', 'read', 'mistyped', 'misplace', 'endpoint', 'badport') {
        $seen['defined'][$_] | Should -Not -Match 'd3f-s3cret'
        if ($_ -in 'create', 'start', 'read') {
            $seen['defined'][$_] | Should -Match 'POST CodePipeline_20150709'
            $seen['defined'][$_] | Should -Not -Match 'w1re-value' -Because 'the value of any variable can be a secret'
        }
    }

    It 'a review shows the names of hidden values' {
        $seen['transcript'] | Should -Match 'Variable: DEPLOY_TOKEN = \*{4}'
        $seen['transcript'] | Should -Match 'Variable: LEVEL = w1re-value'
        $seen['transcript'] | Should -Match '"name":"DB_PASSWORD","value":"\*{4}"'
        $seen['transcript'] | Should -Match 'DEPLOY_TOKEN.*\*{4} -> \*{4}'
        $seen['defined']['differs'] | Should -Match 'PipelineDefinitionDiffers|another definition'
    }

    It 'no link has the user and password of the endpoint, and objects keep their values' {
        $seen['link'] | Should -Match '^http://127\.0\.0\.1:\d+/codesuite'
        $seen['link'] | Should -Not -Match 'd3f-s3cret'
        $seen['pipeline'] | Should -Match 'd3f-s3cret'
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

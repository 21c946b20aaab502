#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    . "$PSScriptRoot/Clients.ps1"
    $clients = @(Find-Client)
    # The order is that of Invoke-ClientRun.
    $names = @($clients.ForEach({ "$($_.Client), $($_.Command[0])" })) + 'Signed calls' + 'Signed calls, target without namespace'
    $cases = for ($index = 0; $index -lt $names.Count; $index++) {
        @{ Name = $names[$index]; Index = $index }
    }

    $absent = @('AWS SDK for JavaScript', 'AWS CLI', 'boto3').Where({ $_ -notin $clients.Client })
}

BeforeAll {
    . "$PSScriptRoot/../Module/Support.ps1"
    . "$PSScriptRoot/Clients.ps1"
    Import-Module -Name BitbucketConnections
    $sandbox = Start-BitbucketSandbox -AllowReviewerAssociation
    $runs = @(Invoke-ClientRun -Client (Find-Client) -Sandbox $sandbox)
    $signed = $runs.Where({ $_.Name -eq 'Signed calls' })[0]
}

AfterAll {
    Stop-BitbucketSandbox
}

Describe 'The client <_>' -ForEach $absent -AllowNullOrEmptyForEach {
    It 'calls the sandbox' {
        Set-ItResult -Skipped -Because "$_ is not installed"
    }
}

Describe 'The client <Name>' -ForEach $cases {
    BeforeAll {
        $run = $runs[$Index]
    }

    It 'calls every operation that it has, and every answer is as in the service model' {
        # The table of the test run has this line.
        "Client: $($run.Name): $($run.Driven.Count) operations, $($run.Calls) calls, $($run.Answers) answers"

        $run.Problems | Should -BeNullOrEmpty
        $run.Driven.Count + $run.Missing.Count | Should -Be @(Get-DocumentedOperation).Count
        $run.Calls | Should -BeGreaterThan $run.Driven.Count
        $run.Answers | Should -BeGreaterThan $run.Driven.Count
    }

    It 'has all operations except those that signed calls drive' {
        $missing = $run.Name -like 'Signed calls*' ? @() : $run.Missing
        $missing.Where({ $_ -notin $signed.Driven }) | Should -BeNullOrEmpty
    }

    It 'has the operations that docs/sandbox.md shows for its version' {
        $row = @((Get-Content -LiteralPath "$repositoryRoot/docs/sandbox.md") -like "| $($run.Name) |*")
        # The page has the versions of the computer that wrote it.
        if ($row) {
            $cells = $row[0].Trim('|').Split('|').Trim()
            $cells[1] | Should -Be $run.Driven.Count -Because 'tests/Conformance/ClientsPage.ps1 writes this table'
            $cells[4] | Should -BeExactly (Get-MissingText -Run $run)
        }
        else {
            $run.Name | Should -Match '^(AWS CLI|boto3) '
        }
    }
}

Describe 'All clients together' {
    It 'send both forms of targets to both services of connections' {
        $targets = $runs.ForEach({ $_.Targets }) | Sort-Object -Unique
        foreach ($target in 'com.amazonaws.codestar.connections.CodeStar_connections_20191201', 'com.amazonaws.codeconnections.CodeConnections_20231201') {
            $targets | Should -Contain $target
            $targets | Should -Contain $target.Split('.')[-1]
        }
    }

    It 'see each deviation of AWS from its models that the cases name' {
        $named = (Get-Content -LiteralPath "$PSScriptRoot/client-cases.json" -Raw | ConvertFrom-Json).deviations.problem
        # The signed calls do not call S3.
        $seen = $runs.ForEach({ $_.Deviations })
        $named.Where({ $_ -notin $seen -and ($runs.Count -gt 2 -or $_ -notlike '?s3:*') }) | Should -BeNullOrEmpty
    }
}

Describe 'The check of answers' {
    BeforeAll {
        $model = [ModelOfService]::Load("$repositoryRoot/src/BitbucketConnections.AwsClients/ServiceModels", 'codestar-connections')

        function Get-Problem {
            param([string] $Body, [int] $Status = 200, [hashtable] $Header = @{ 'x-amzn-requestid' = 'id'; 'content-type' = 'application/x-amz-json-1.0' })
            $answer = @{ status = $Status; headers = $Header; body = $Body } | ConvertTo-Json -Depth 5
            [AnswerCheck]::Of($model, 'GetConnection', [Text.Json.Nodes.JsonNode]::Parse($answer)).Problems
        }
    }

    It 'accepts an answer of AWS' {
        Get-Problem -Body '{"Connection":{"ConnectionName":"a","ProviderType":"Bitbucket","OwnerAccountId":"123456789012","ConnectionStatus":"PENDING"}}' | Should -BeNullOrEmpty
        Get-Problem -Status 400 -Body '{"__type":"ResourceNotFoundException","Message":"none"}' | Should -BeNullOrEmpty
    }

    It 'finds <Because>' -ForEach @(
        @{ Because = 'an unknown member'; Call = @{ Body = '{"Connection":{"Other":"a"}}' }; Problem = '*the member Other, which is not in the model' }
        @{ Because = 'another type'; Call = @{ Body = '{"Connection":{"ConnectionName":1}}' }; Problem = '*is not a string: 1' }
        @{ Because = 'null'; Call = @{ Body = '{"Connection":null}' }; Problem = '*is not a structure: null' }
        @{ Because = 'a value that is not in the enumeration'; Call = @{ Body = '{"Connection":{"ProviderType":"bitbucket"}}' }; Problem = '*is not in the enumeration: bitbucket' }
        @{ Because = 'a value without the pattern'; Call = @{ Body = '{"Connection":{"OwnerAccountId":"12345678901x"}}' }; Problem = '*does not match*' }
        @{ Because = 'a value that is too long'; Call = @{ Body = '{"Connection":{"ConnectionName":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}' }; Problem = '*33 characters*' }
        @{ Because = 'no request id'; Call = @{ Body = '{}'; Header = @{ 'content-type' = 'application/x-amz-json-1.0' } }; Problem = 'the header with the request id is missing' }
        @{ Because = 'another content type'; Call = @{ Body = '{}'; Header = @{ 'x-amzn-requestid' = 'id'; 'content-type' = 'application/json' } }; Problem = '*not application/x-amz-json-1.0' }
        @{ Because = 'an error of another operation'; Call = @{ Status = 400; Body = '{"__type":"LimitExceededException","Message":"many"}' }; Problem = 'LimitExceededException is not an error of the operation*' }
        @{ Because = 'an error without a message'; Call = @{ Status = 400; Body = '{"__type":"ResourceNotFoundException"}' }; Problem = '*has no message' }
        @{ Because = 'an error of the server'; Call = @{ Status = 500; Body = '{"__type":"ValidationException","Message":"m"}' }; Problem = '*has the status 500' }
        @{ Because = 'a body that is not JSON'; Call = @{ Body = '<html/>' }; Problem = "the body can't be read*" }
    ) {
        Get-Problem @Call | Should -BeLike $Problem
    }
}

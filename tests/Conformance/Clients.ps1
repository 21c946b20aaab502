#Requires -Version 7.4
# Drives the sandbox with all clients of this computer: the AWS SDK for JavaScript, the AWS CLIs, boto3, and signed calls from the service models.
# Dot-source this file. Clients.Tests.ps1 and ClientsPage.ps1 use it.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/AwsFork.ps1"

# Gets the operations that the sandbox supports according to docs/operations.md: of one service, or of all as service:operation.
function Get-DocumentedOperation {
    param([string] $Service)
    $page = Get-Content -LiteralPath "$PSScriptRoot/../../docs/operations.md" -Raw
    foreach ($section in $page -split '(?m)^## ' | Select-Object -Skip 1) {
        if ($section -notmatch '(?m)^`(?<name>[\w-]+)`, API version') {
            throw "The page has a section without a service:`n$section"
        }

        $name = $Matches.name
        if (-not $Service -or $Service -eq $name) {
            [regex]::Matches($section, '(?m)^\| (\w+) \| [^|]+ \| yes \|').ForEach({ $Service ? $_.Groups[1].Value : "${name}:$($_.Groups[1].Value)" }) | Sort-Object
        }
    }
}

# Finds the clients that this computer has: their names, how to start them, and how many invalid calls to make for each operation.
function Find-Client {
    if ((Get-Command -Name node -CommandType Application -ErrorAction Ignore) -and (Test-Path -LiteralPath "$PSScriptRoot/node_modules/@aws-sdk/client-s3")) {
        @{ Client = 'AWS SDK for JavaScript'; Command = @('node', "$PSScriptRoot/drive-sdk.mjs"); Invalid = [int]::MaxValue }
    }

    foreach ($cli in Find-AwsCli) {
        $python = Find-AwsPython -Program $cli.Program -Version $cli.Version
        if ($python) {
            # A call of the CLI takes a hundred times as long as one of an SDK.
            @{ Client = 'AWS CLI'; Command = @($python, "$PSScriptRoot/drive_aws.py", 'cli'); Invalid = 1 }
        }
    }

    $versions = @{}
    foreach ($python in @(Get-Command -Name python3 -CommandType Application -All -ErrorAction Ignore).Source) {
        $version = & $python -c 'import boto3; print(boto3.__version__)' 2>$null
        if ($LASTEXITCODE -eq 0 -and -not $versions.ContainsKey("$version")) {
            $versions["$version"] = $true
            @{ Client = 'boto3'; Command = @($python, "$PSScriptRoot/drive_aws.py", 'boto3'); Invalid = [int]::MaxValue }
        }
    }
}

# Runs all cases with all clients at the same time, each in an account of its own. The sandbox of this session must be started.
function Invoke-ClientRun {
    param([object[]] $Client, $Sandbox)
    if (-not ('ClientRun' -as [type])) {
        Add-Type -Path (Get-ChildItem -Path "$PSScriptRoot/Clients/*.cs").FullName
    }

    $documented = [string[]] (Get-DocumentedOperation)
    $models = [ModelOfService[]] ($documented -replace ':.*' | Select-Object -Unique).ForEach({
            [ModelOfService]::Load("$PSScriptRoot/../../src/BitbucketConnections.AwsClients/ServiceModels", $_)
        })
    $endpoint = "$($Sandbox.EndpointUrl)"
    $token = (Get-Content -LiteralPath $Sandbox.ControlTokenPath -Raw).Trim()
    $account = 100000000000
    $started = [Collections.Generic.List[IDisposable]]::new()
    try {
        $runs = @(
            foreach ($one in $Client) {
                $account++
                $environment = [Collections.Generic.Dictionary[string, string]]::new()
                $environment['AWS_ACCESS_KEY_ID'] = "SANDBOX$account"
                $environment['AWS_ENDPOINT_URL'] = $endpoint.TrimEnd('/')
                $driven = [DrivenClient]::new($one.Client, [string[]] $one.Command, $environment, [string[]] $models.Service)
                $started.Add($driven)
                [ClientRun]::new($driven, $models, $documented, $endpoint, $token, $account, $one.Invalid)
            }

            foreach ($isShort in $false, $true) {
                $account++
                $signed = [SignedClient]::new($endpoint, "SANDBOX$account", $Sandbox.SecretKey, $models, $isShort)
                [ClientRun]::new($signed, $models, $documented, $endpoint, $token, $account, [int]::MaxValue)
            }
        )
        [ClientRun]::RunAll($runs, (Get-Content -LiteralPath "$PSScriptRoot/client-cases.json" -Raw))
        $runs
    }
    finally {
        foreach ($driven in $started) {
            $driven.Dispose()
        }
    }
}

# Describes the operations that a client does not have: whole services by their number, others by their names.
function Get-MissingText {
    param($Run)
    $documented = Get-DocumentedOperation
    $parts = foreach ($group in $Run.Missing | Group-Object -Property { $_.Split(':')[0] }) {
        $isWhole = $group.Count -eq @($documented -like "$($group.Name):*").Count
        $isWhole ? "the service $($group.Name) ($($group.Count))" : "$($group.Name): $(($group.Group -replace '^.*:') -join ', ')"
    }
    $parts ? ($parts -join '; ') : '–'
}

#Requires -Version 7.4
<#
.SYNOPSIS
Measures the first call and the second call of fresh processes. docs/performance.md has the result.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [Parameter(Mandatory)]
    [string] $Endpoint,

    [ValidateRange(3, 100)]
    [int] $Samples = 15
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/OtherClients.psm1", "$PSScriptRoot/Results.psm1", "$PSScriptRoot/Servers.psm1"
& "$PSScriptRoot/Environment.ps1" -ModulePath $ModulePath

$target = 'com.amazonaws.codestar.connections.CodeStar_connections_20191201.GetConnection'
$arn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aaaaaaaa-0000-4000-8000-000000000000'
$body = "{`"ConnectionArn`":`"$arn`"}"
$bare = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "bare-client-$PID.dll"
$python = Get-BotoPython
$aws = Get-AwsCli -Python $python
$server = Start-Endpoint -Program $Endpoint
try {
    $env:AWS_ENDPOINT_URL = $server.Url
    Add-Type -Path "$PSScriptRoot/BareClient.cs" -OutputAssembly $bare
    $contenders = [ordered] @{
        'bare HTTP calls, signed' = { , (Read-Number -Line (Invoke-FreshPwsh -Script "$PSScriptRoot/Contenders/FirstBareCall.ps1" -Arguments $bare, $server.Url, $target, $body)) }
        'the module'              = { , (Read-Number -Line (Invoke-FreshPwsh -Script "$PSScriptRoot/Contenders/FirstCall.ps1" -Arguments $arn)) }
    }
    if ($python) {
        $contenders['boto3'] = { , (Read-Number -Line (& $python "$PSScriptRoot/Contenders/first_call.py" $server.Url $arn)) }
    }

    if ($aws) {
        # Each call is a process, so there is no second call that is faster.
        $contenders['AWS CLI, one process a call'] = {
            $times = foreach ($call in 1..2) {
                $clock = [Diagnostics.Stopwatch]::StartNew()
                $null = & $aws codestar-connections get-connection --endpoint-url $server.Url --connection-arn $arn
                $clock.Elapsed.TotalMilliseconds
            }

            , $times
        }
    }

    $results = Measure-InTurn -Contender $contenders -Samples $Samples
}
finally {
    Stop-Server -Server $server
    Remove-Item -LiteralPath $bare
}

$own = $null
$rows = foreach ($name in $results.Keys) {
    $first = Get-Median -Value $results[$name].ForEach({ $_[0] })
    $second = Get-Median -Value $results[$name].ForEach({ $_[1] })
    $more = Get-Median -Value $results[$name].ForEach({ $_[0] - $_[1] })
    if ($name -eq 'the module') {
        $own = $more
    }

    [ordered] @{ 'contender' = $name; 'first call (ms)' = [Math]::Round($first, 1); 'second call (ms)' = [Math]::Round($second, 1); 'difference (ms)' = [Math]::Round($more, 1) }
}

Write-Result -Folder $ResultFolder -Benchmark FirstCall -Table @{ 'first-call' = $rows } -Figure (
    New-Figure -Name 'First call, more than a second one' -Measured $own -Goal 120 -Unit ms)

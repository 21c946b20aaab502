#Requires -Version 7.4
<#
.SYNOPSIS
Measures Get-BitbucketPipeline over many pipelines, against an endpoint that answers after a fixed time. docs/performance.md has the result.

.DESCRIPTION
The contenders take turns in one run: the module one by one and in parallel, and, where Python has boto3, a loop and 16 threads of it. With a
limit of the endpoint, the least possible time is that of the limit: the endpoint accepts one second of calls at once.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $Endpoint,

    [ValidateRange(1, 10)]
    [int] $Samples = 3
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator
$env:AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'
$env:AWS_SECRET_ACCESS_KEY = 'EXAMPLE'
$env:AWS_DEFAULT_REGION = 'us-east-1'
Import-Module -Name BitbucketConnections

$python = @'
import sys, time, concurrent.futures, boto3, botocore.config
client = boto3.client('codepipeline', endpoint_url=sys.argv[1], config=botocore.config.Config(max_pool_connections=16))
client.get_pipeline(name='p00000')
start = time.monotonic()
names = [p['name'] for page in client.get_paginator('list_pipelines').paginate() for p in page['pipelines']]
read = lambda name: client.get_pipeline(name=name)
if sys.argv[2] == '1':
    count = sum(1 for name in names if read(name))
else:
    with concurrent.futures.ThreadPoolExecutor(int(sys.argv[2])) as pool:
        count = sum(1 for _ in pool.map(read, names))
print(f'{count} {(time.monotonic() - start) * 1000:.0f}')
'@
$hasBoto = (Get-Command -Name python3 -ErrorAction Ignore) -and $(python3 -c 'import boto3' 2>$null; $LASTEXITCODE -eq 0)

function Start-Endpoint {
    param([int] $Pipelines, [int] $Milliseconds, [int] $PerSecond)

    $start = [Diagnostics.ProcessStartInfo]::new($Endpoint, "$Pipelines $Milliseconds $PerSecond")
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    [pscustomobject] @{ Process = $process; Url = $process.StandardOutput.ReadLine() }
}

function Stop-Endpoint {
    param($Server)

    $Server.Process.StandardInput.Close()
    $Server.Process.WaitForExit()
}

function Measure-Module {
    param([string] $Url, [int] $ThrottleLimit)

    $null = Get-BitbucketPipeline -Name p00000 -EndpointUrl $Url
    $null = Invoke-RestMethod -Uri "$Url/figures"
    $first = $null
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $count = 0
    Get-BitbucketPipeline -EndpointUrl $Url -ThrottleLimit $ThrottleLimit | ForEach-Object -Process {
        if ($null -eq $first) {
            $first = $clock.ElapsedMilliseconds
        }

        $count++
    }

    $time = $clock.ElapsedMilliseconds
    [pscustomobject] @{ Count = $count; Time = $time; First = $first; Memory = [Math]::Round([GC]::GetTotalMemory($true) / 1MB, 1); Throttled = (Invoke-RestMethod -Uri "$Url/figures").throttled }
}

function Measure-Boto {
    param([string] $Url, [int] $Threads)

    $count, $time = (python3 -c $python $Url $Threads) -split ' '
    [pscustomobject] @{ Count = [int] $count; Time = [int] $time; First = $null; Memory = $null; Throttled = $null }
}

function Get-Median {
    param([object[]] $Values)

    @($Values | Sort-Object -Property Time)[[Math]::Floor($Values.Count / 2)]
}

$contenders = [ordered] @{
    'the module, one by one' = { Measure-Module -Url $server.Url -ThrottleLimit 1 }
    'the module, 16 at once' = { Measure-Module -Url $server.Url -ThrottleLimit 16 }
}
if ($hasBoto) {
    $contenders['boto3, one by one'] = { Measure-Boto -Url $server.Url -Threads 1 }
    $contenders['boto3, 16 threads'] = { Measure-Boto -Url $server.Url -Threads 16 }
}

$server = Start-Endpoint -Pipelines 1000 -Milliseconds 20 -PerSecond 0
$results = @{}
foreach ($sample in 1..$Samples) {
    foreach ($name in $contenders.Keys) {
        $results[$name] = @($results[$name]) + @(& $contenders[$name]) | Where-Object -FilterScript { $null -ne $_ }
    }
}

Stop-Endpoint -Server $server
Out-Host -InputObject '1,000 pipelines, answers after 20 ms:'
$contended = foreach ($name in $contenders.Keys) {
    $median = Get-Median -Values $results[$name]
    [pscustomobject] @{ Contender = $name; 'Time (ms)' = $median.Time; 'First result (ms)' = $median.First; Results = $median.Count }
}

$contended | Format-Table | Out-Host

Out-Host -InputObject 'The module, 16 at once, as the number of pipelines grows:'
$growing = foreach ($pipelines in 10, 100, 1000, 10000) {
    $server = Start-Endpoint -Pipelines $pipelines -Milliseconds 20 -PerSecond 0
    $one = Measure-Module -Url $server.Url -ThrottleLimit 16
    Stop-Endpoint -Server $server
    [pscustomobject] @{ Pipelines = $pipelines; 'Time (ms)' = $one.Time; 'First result (ms)' = $one.First; 'Memory after (MB)' = $one.Memory }
}

$growing | Format-Table | Out-Host

Out-Host -InputObject 'The module, 16 at once, with a limit of the endpoint:'
$limited = foreach ($limit in 20, 100) {
    $pipelines = $limit * 15
    $server = Start-Endpoint -Pipelines $pipelines -Milliseconds 20 -PerSecond $limit
    $one = Measure-Module -Url $server.Url -ThrottleLimit 16
    Stop-Endpoint -Server $server
    $least = ($pipelines - $limit) / $limit * 1000
    [pscustomobject] @{ 'Calls per second' = $limit; Pipelines = $pipelines; Results = $one.Count; 'Time (ms)' = $one.Time; 'Times the least time' = [Math]::Round($one.Time / $least, 2); Throttled = $one.Throttled }
}

$limited | Format-Table | Out-Host

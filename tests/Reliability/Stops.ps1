#Requires -Version 7.4
<#
.SYNOPSIS
Stops each cmdlet that calls AWS, as Ctrl+C does, in three phases: during its first call, at a random moment between its first and its last call, and while it
writes its output. Each must end within a second, with no error.

.DESCRIPTION
The first call goes to an endpoint that never answers. For the random moment, the sandbox delays each call, and the command runs once before, to measure how long it
takes. A command that ended before its stop is not counted: it is stopped earlier the next time. While it writes, the next command in the pipeline does not return.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    # The stops of each cmdlet at a random moment. The other phases have one each.
    [ValidateRange(1, 1000)]
    [int] $Count = 5,

    [int] $Seed = 1,

    # The delay of each call.
    [ValidateRange(1, 1000)]
    [int] $DelayMilliseconds = 60,

    # The cmdlets, with wildcards.
    [string] $Cmdlet = '*'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/../Module/Wait.ps1"
. "$PSScriptRoot/../Module/StoppedCommands.ps1"
Import-Module -Name "$PSScriptRoot/../Benchmarks/Results.psm1"
$env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator
Import-Module -Name BitbucketConnections -Verbose:$false
$random = [Random]::new($Seed)
$stops = [Collections.Generic.List[object]]::new()

function Write-Stop {
    param([hashtable] $Run, [string] $Name, [string] $Phase)
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $Run.Shell.Stop()
    $taken = $clock.Elapsed.TotalMilliseconds
    $state = "$($Run.Shell.InvocationStateInfo.State)"
    if ($state -eq 'Stopped') {
        $stops.Add([pscustomobject] @{
                Cmdlet = $Name; Phase = $Phase; Milliseconds = $taken; Errors = $Run.Shell.Streams.Error.Count
                Error = "$($Run.Shell.Streams.Error | Select-Object -First 1)"
            })
    }

    $Run.Shell.Dispose()
    $state -eq 'Stopped'
}

# A command that changed something runs in an account that nothing changed.
function Use-Sandbox {
    param([switch] $New)
    if ($New -or -not $script:variables) {
        Stop-BitbucketSandbox
        $script:variables = Start-StoppedSandbox
    }

    Set-BitbucketSandboxFault -Clear
    $script:variables
}

function Measure-Length {
    param([string] $Command, [hashtable] $Variable)
    $run = Start-Command -Command $Command -Variable $Variable
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $null = Wait-Ended -Shell $run.Shell
    $clock.Elapsed.TotalMilliseconds
    $run.Shell.Dispose()
}

function Wait-Ended {
    param([powershell] $Shell)
    while ("$($Shell.InvocationStateInfo.State)" -eq 'Running') {
        Start-Sleep -Milliseconds 5
    }
}

$commands = @(Get-StoppedCommand).Where({ $_.Cmdlet -like $Cmdlet })
$missing = @(Get-CallingCmdlet).Where({ $_ -notin (Get-StoppedCommand).Cmdlet })
if ($missing) {
    throw "tests/Module/StoppedCommands.psd1 has no command of $($missing -join ', ')."
}

# What .NET compiles with the first call must not be most of what is measured.
$null = Use-Sandbox -New
$null = Get-BitbucketPipeline
foreach ($command in $commands) {
    $isChange = (Get-Command -Name $command.Cmdlet).Parameters.ContainsKey('WhatIf')
    $text = "$($command.Cmdlet) $($command.Arguments)"

    # During the first call.
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    try {
        $region = $text -match '-Region' ? '' : '-Region us-east-1'
        $run = Start-Command -Variable (Get-SampleVariable) -Command "$text $region -AccessKey AKIAEXAMPLE -SecretKey example -EndpointUrl http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        if (-not $listener.AcceptTcpClientAsync().Wait($hangLimit * 1000)) {
            throw "$text made no call."
        }

        $null = Write-Stop -Run $run -Name $command.Cmdlet -Phase 'first call'
    }
    finally {
        $listener.Stop()
    }

    # At a random moment.
    $variable = Use-Sandbox -New:$isChange
    Set-BitbucketSandboxFault -Operation * -DelayMilliseconds $DelayMilliseconds
    $length = Measure-Length -Command $text -Variable $variable
    for ($done = $tries = 0; $done -lt $Count -and $tries -lt 4 * $Count; $tries++) {
        $variable = Use-Sandbox -New:$isChange
        Set-BitbucketSandboxFault -Operation * -DelayMilliseconds $DelayMilliseconds
        $run = Start-Command -Command $text -Variable $variable
        Start-Sleep -Milliseconds ($length * $random.NextDouble())
        if (Write-Stop -Run $run -Name $command.Cmdlet -Phase 'random moment') {
            $done++
        }
    }

    # While it writes.
    $variable = Use-Sandbox -New:$isChange
    $run = Start-Command -Command "$text -Verbose *>&1 | ForEach-Object { `$_; Wait-Event }" -Variable $variable
    Wait-Record -Records $run.Output
    $null = Write-Stop -Run $run -Name $command.Cmdlet -Phase 'output'
    Use-Sandbox -New:$isChange | Out-Null
}

Stop-BitbucketSandbox
$slowest = ($stops | Measure-Object -Property Milliseconds -Maximum).Maximum
$errors = ($stops | Measure-Object -Property Errors -Sum).Sum
$phases = $stops | Group-Object -Property Phase | ForEach-Object {
    $times = $_.Group | Measure-Object -Property Milliseconds -Average -Maximum
    [ordered] @{ Phase = $_.Name; Stops = $_.Count; 'Average (ms)' = [Math]::Round($times.Average, 1); 'Slowest (ms)' = [Math]::Round($times.Maximum, 1); 'Error records' = ($_.Group | Measure-Object -Property Errors -Sum).Sum }
}

$slow = $stops | Sort-Object -Property Milliseconds -Descending | Select-Object -First 5 | ForEach-Object {
    [ordered] @{ Cmdlet = $_.Cmdlet; Phase = $_.Phase; 'Taken (ms)' = [Math]::Round($_.Milliseconds, 1); Error = $_.Error }
}

$untried = @($commands.Cmdlet).Where({ $name = $_; @($stops.Where({ $_.Cmdlet -eq $name }).Phase | Sort-Object -Unique).Count -lt 3 })
$figures = @(
    New-Figure -Name 'cmdlets that call AWS without a stop in each phase' -Measured $untried.Count -Goal 0 -Unit '' -Limit 0
    New-Figure -Name 'slowest end after Ctrl+C' -Measured $slowest -Goal 1000 -Unit ms -Below -Limit 1000
    New-Figure -Name 'error records after Ctrl+C' -Measured $errors -Goal 0 -Unit '' -Limit 0
)
Write-Result -Folder $ResultFolder -Benchmark Stops -Figure $figures -Table @{ Phases = $phases; Slowest = $slow } -Fact @{
    Cmdlets = $commands.Count; Stops = $stops.Count; Seed = $Seed; Untried = $untried; Errors = @($stops.Where({ $_.Errors }).ForEach({ "$($_.Cmdlet), $($_.Phase): $($_.Error)" }))
}
if (@($figures).Where({ $_.Exceeded })) {
    throw "A goal of the stops is not met: $(@($figures).Where({ $_.Exceeded }).ForEach({ "$($_.Figure) $($_.Measured)" }) -join ', '). $($untried -join ', ')"
}

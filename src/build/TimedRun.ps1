#Requires -Version 7.4
<#
.SYNOPSIS
Runs a program with a time limit. Returns its exit code, its output, the seconds, and why it did not end by itself.
#>
[CmdletBinding()]
param(
    # The program and its arguments.
    [Parameter(Mandatory)]
    [string[]] $Command,

    [Parameter(Mandatory)]
    [int] $LimitSeconds,

    # After the program has ended, its output is read for this time at most.
    [int] $OutputSeconds = 30
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$start = [Diagnostics.ProcessStartInfo]::new($Command[0])
foreach ($argument in $Command | Select-Object -Skip 1) {
    $start.ArgumentList.Add($argument)
}

$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$start.RedirectStandardError = $true
$clock = [Diagnostics.Stopwatch]::StartNew()
$process = [Diagnostics.Process]::Start($start)
$process.StandardInput.Close()
$streams = $process.StandardOutput, $process.StandardError
$lines = [Collections.Generic.List[string]]::new()
$reads = $streams.ForEach({ $_.ReadLineAsync() })
$open = 0, 1
$problem = $null
while ($open.Count -gt 0) {
    $null = [Threading.Tasks.Task]::WaitAny([Threading.Tasks.Task[]] $reads[$open], 1000)
    $open = @(
        foreach ($index in $open) {
            while ($reads[$index].IsCompleted -and $null -ne $reads[$index].Result) {
                $lines.Add($reads[$index].Result)
                $reads[$index] = $streams[$index].ReadLineAsync()
            }

            if (-not $reads[$index].IsCompleted) {
                $index
            }
        }
    )

    if (-not $process.HasExited -and $clock.Elapsed.TotalSeconds -gt $LimitSeconds) {
        $process.Kill($true)
        $problem = "was stopped after $LimitSeconds seconds"
    }
    # A process that it started can keep the output open.
    elseif ($process.HasExited -and $open.Count -gt 0 -and ([datetime]::Now - $process.ExitTime).TotalSeconds -gt $OutputSeconds) {
        $problem ??= 'ended, but a process that it started still runs'
        break
    }
}

$null = $process.WaitForExit($OutputSeconds * 1000)
@{
    ExitCode = $process.HasExited ? $process.ExitCode : -1
    Log      = $lines.ToArray()
    Seconds  = $clock.Elapsed.TotalSeconds
    Problem  = $problem
}

#Requires -Version 7.4
<#
.SYNOPSIS
Runs all xUnit projects and Pester files, and writes the totals to closing-line.txt.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RepositoryRoot,

    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $Configuration,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [Parameter(Mandatory)]
    [hashtable] $ToolFolders,

    # The program and the first arguments that start this PowerShell.
    [Parameter(Mandatory)]
    [string[]] $Pwsh
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$null = New-Item -ItemType Directory -Path $ResultFolder -Force
Get-ChildItem -LiteralPath $ResultFolder -File | Remove-Item

# Run two at a time: each mostly waits for its sandbox or child process.
$throttle = 2
$runs = @(
    foreach ($project in Get-ChildItem -Path "$RepositoryRoot/tests/*.Tests/*.csproj") {
        @{
            Name        = $project.BaseName
            IsFramework = $false
            HomeFolder  = $null
            Result      = "$ResultFolder/$($project.BaseName).trx"
            Command     = @('dotnet', 'test', $project.FullName, '--no-build', '--framework', 'net10.0', '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet',
                '--results-directory', $ResultFolder, '--logger', "trx;LogFileName=$($project.BaseName).trx")
        }
    }

    & "$PSScriptRoot/FrameworkRuns.ps1" -RepositoryRoot $RepositoryRoot -ModulePath $ModulePath -Configuration $Configuration -ResultFolder $ResultFolder

    foreach ($file in Get-ChildItem -Path "$RepositoryRoot/tests/*/*.Tests.ps1") {
        @{
            Name        = $file.Name
            IsFramework = $false
            HomeFolder  = $null
            Result      = "$ResultFolder/$($file.BaseName).json"
            Command     = $Pwsh + @('-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/TestFile.ps1", '-TestFile', $file.FullName,
                '-ModulePath', $ModulePath, '-ResultFile', "$ResultFolder/$($file.BaseName).json",
                '-ToolFolders', ($ToolFolders | ConvertTo-Json -Compress))
        }
    }
)

$outcomes = $runs.Where({ $_.Command }) | ForEach-Object -ThrottleLimit $throttle -Parallel {
    $program, $arguments = $_.Command
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $log = & $program @arguments 2>&1
    @{ Run = $_; ExitCode = $LASTEXITCODE; Log = $log; Seconds = $clock.Elapsed.TotalSeconds }
}

foreach ($folder in $runs.HomeFolder | Where-Object { $_ } | Select-Object -Unique) {
    Remove-Item -LiteralPath $folder -Recurse
}

function Get-TrxResult {
    param([string] $Path)
    $report = [xml] (Get-Content -LiteralPath $Path -Raw)
    foreach ($result in $report.SelectNodes('//*[local-name()="UnitTestResult"]')) {
        $message = $result.SelectSingleNode('*[local-name()="Output"]/*[local-name()="ErrorInfo"]/*[local-name()="Message"]')
        @{
            Name    = $result.testName
            Outcome = switch ($result.outcome) { 'Passed' { 'Passed' } 'NotExecuted' { 'Skipped' } default { 'Failed' } }
            Message = $null -eq $message ? '' : $message.InnerText
        }
    }
}

$passed = $failed = $skipped = $onFramework = 0
foreach ($run in $runs.Where({ -not $_.Command })) {
    $skipped++
    Write-Host -Object "SKIPPED $($run.Name): $($run.Reason)"
}

foreach ($outcome in $outcomes | Sort-Object -Property { $_.Run.Name }) {
    $run = $outcome.Run
    $results = @()
    if (Test-Path -LiteralPath $run.Result) {
        $results = @($run.Result.EndsWith('.trx') ? (Get-TrxResult -Path $run.Result) : (Get-Content -LiteralPath $run.Result -Raw | ConvertFrom-Json))
    }

    $counts = @{ Passed = 0; Failed = 0; Skipped = 0 }
    foreach ($result in $results) {
        $counts[$result.Outcome]++
        if ($result.Outcome -ne 'Passed') {
            Write-Host -Object "$($result.Outcome.ToUpperInvariant()) $($run.Name): $($result.Name)`n    $($result.Message -replace '\r?\n', "`n    ")"
        }
    }

    # A runner that crashed, could not read its file or found no tests has failed.
    if ($results.Count -eq 0 -or ($outcome.ExitCode -ne 0 -and $counts.Failed -eq 0)) {
        $counts.Failed++
        Write-Host -Object "FAILED $($run.Name): the runner ended with exit code $($outcome.ExitCode) after $($results.Count) tests"
        Write-Host -Object ($outcome.Log -join "`n")
    }

    Write-Host -Object ('{0}: {1} passed, {2} failed, {3} skipped in {4:N0} s' -f $run.Name, $counts.Passed, $counts.Failed, $counts.Skipped, $outcome.Seconds)
    $passed += $counts.Passed
    $onFramework += $run.IsFramework ? $counts.Passed : 0
    $failed += $counts.Failed
    $skipped += $counts.Skipped
}

Write-Host -Object "$onFramework of the passed tests ran on the netstandard2.0 builds, in $($IsWindows ? '.NET Framework' : 'Mono')."
Set-Content -LiteralPath "$ResultFolder/closing-line.txt" -Value "$passed passed, $failed failed, $skipped skipped"
if ($failed -gt 0) {
    throw "$failed tests failed."
}

if ($skipped -gt 0 -and $env:CI -eq 'true') {
    throw "$skipped tests were skipped, but CI has everything that they need."
}

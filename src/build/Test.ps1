#Requires -Version 7.4
<#
.SYNOPSIS
Runs all xUnit projects and Pester files, measures the coverage, and writes the totals to closing-line.txt.
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
    [string[]] $Pwsh,

    # The folder for the instrumented copies and the list of uncovered lines.
    [Parameter(Mandatory)]
    [string] $CoverageFolder,

    # The test projects and files to run. With less than all, the coverage is not compared with its floors.
    [string[]] $Name = '*',

    # Raises the floors of the coverage to the figures.
    [switch] $RaiseFloors
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$null = New-Item -ItemType Directory -Path $ResultFolder -Force
Get-ChildItem -LiteralPath $ResultFolder -File | Remove-Item

$coverage = Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/Coverage.psd1"
$isWhole = $Name -contains '*'

function Test-Chosen {
    param([string] $Candidate)
    $Name.Where({ $Candidate -like $_ }).Count -gt 0
}

$projects = @(Get-ChildItem -Path "$RepositoryRoot/tests/*.Tests/*.csproj" | Where-Object { Test-Chosen -Candidate $_.BaseName })
$testOutputs = @{}
foreach ($project in $projects.Where({ $_.BaseName -notin $coverage.Originals })) {
    $testOutputs[$project.BaseName] = Join-Path -Path $project.DirectoryName -ChildPath "bin/$Configuration/net10.0"
}

& "$PSScriptRoot/Coverage.ps1" -Prepare -Folder $CoverageFolder -ToolFolders $ToolFolders -ModulePath $ModulePath -TestOutputs $testOutputs

$frameworkRuns = @(& "$PSScriptRoot/FrameworkRuns.ps1" -RepositoryRoot $RepositoryRoot -ModulePath $ModulePath -Configuration $Configuration -ResultFolder $ResultFolder)

# Run two at a time: each mostly waits for its sandbox or child process.
$throttle = 2
$runs = @(
    foreach ($project in $projects) {
        # 'dotnet test' of a project always runs its own output, so give it the assembly.
        $output = $testOutputs.ContainsKey($project.BaseName) ? "$CoverageFolder/tests/$($project.BaseName)" : "$($project.DirectoryName)/bin/$Configuration/net10.0"
        @{
            Name    = $project.BaseName
            Repeats = $null
            Result  = "$ResultFolder/$($project.BaseName).trx"
            Command = @('dotnet', 'test', "$output/$($project.BaseName).dll", '--nologo', '--verbosity', 'quiet',
                '--results-directory', $ResultFolder, '--logger', "trx;LogFileName=$($project.BaseName).trx")
        }
    }

    $frameworkRuns.Where({ Test-Chosen -Candidate $_.Name })

    foreach ($file in Get-ChildItem -Path "$RepositoryRoot/tests/*/*.Tests.ps1" | Where-Object { Test-Chosen -Candidate $_.Name }) {
        $modules = @(
            if ($file.Name -in $coverage.Originals + $coverage.Both) { $ModulePath }
            if ($file.Name -notin $coverage.Originals) { "$CoverageFolder/module" }
        )
        foreach ($module in $modules) {
            $isRepeat = $modules.Count -gt 1 -and $module -ne $ModulePath
            $result = "$ResultFolder/$($file.BaseName)$($isRepeat ? '.instrumented' : '').json"
            @{
                Name    = "$($file.Name)$($isRepeat ? ' on the instrumented copy' : '')"
                Repeats = $isRepeat ? 'on the instrumented copy' : $null
                Result  = $result
                Command = $Pwsh + @('-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/TestFile.ps1", '-TestFile', $file.FullName,
                    '-ModulePath', $module, '-ResultFile', $result, '-ToolFolders', ($ToolFolders | ConvertTo-Json -Compress))
            }
        }
    }
)

if ($runs.Count -eq 0) {
    throw "No test project or file has a name like '$($Name -join "', '")'."
}

# A run that hangs must not hide the results of the others. The longest takes 10 minutes on two processors.
$limitSeconds = 1800
$timedRun = "$PSScriptRoot/TimedRun.ps1"
$outcomes = $runs.Where({ $_.Command }) | ForEach-Object -ThrottleLimit $throttle -Parallel {
    $outcome = & $using:timedRun -Command $_.Command -LimitSeconds $using:limitSeconds
    $outcome.Run = $_
    Write-Host -Object ('{0} {1}: {2:N0} s' -f [datetime]::Now.ToString('HH:mm:ss'), $_.Name, $outcome.Seconds)
    $outcome
}

foreach ($folder in $frameworkRuns.HomeFolder | Where-Object { $_ } | Select-Object -Unique) {
    Remove-Item -LiteralPath $folder -Recurse -Force
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
            Table   = @($result.SelectNodes('*[local-name()="Output"]/*[local-name()="StdOut"]').ForEach({ $_.InnerText -split '\r?\n' }) -like 'Input table: *')
        }
    }
}

$passed = $failed = $skipped = 0
$repeated = @{}
$table = [Collections.Generic.List[string]]::new()
$clients = [Collections.Generic.List[string]]::new()
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
        if (-not $run.Repeats) {
            ($run.Result.EndsWith('.trx') ? $table : $clients).AddRange([string[]] @($result.Table))
        }

        if ($result.Outcome -ne 'Passed') {
            Write-Host -Object "$($result.Outcome.ToUpperInvariant()) $($run.Name): $($result.Name)`n    $($result.Message -replace '\r?\n', "`n    ")"
        }
    }

    # A runner that crashed, could not read its file, found no tests or did not end by itself has failed.
    if ($outcome.Problem -or $results.Count -eq 0 -or ($outcome.ExitCode -ne 0 -and $counts.Failed -eq 0)) {
        $counts.Failed++
        $what = $outcome.Problem ?? "ended with exit code $($outcome.ExitCode)"
        Write-Host -Object "FAILED $($run.Name): the runner $what, with the results of $($results.Count) tests"
        Write-Host -Object ($outcome.Log -join "`n")
    }

    Write-Host -Object ('{0}: {1} passed, {2} failed, {3} skipped in {4:N0} s' -f $run.Name, $counts.Passed, $counts.Failed, $counts.Skipped, $outcome.Seconds)
    $passed += $counts.Passed
    if ($run.Repeats) {
        $repeated[$run.Repeats] += $counts.Passed
    }

    $failed += $counts.Failed
    $skipped += $counts.Skipped
}

foreach ($place in $repeated.Keys | Sort-Object) {
    Write-Host -Object "$($repeated[$place]) of the passed tests ran again $place."
}

if ($table.Count -gt 0) {
    $table | Sort-Object | Write-Host
    $cells = ($table -replace '^.* (\d+) cells\.$', '$1' | Measure-Object -Sum).Sum
    Write-Host -Object "The table of inputs has $cells cells."
}

$clients | Sort-Object | Write-Host
Set-Content -LiteralPath "$ResultFolder/closing-line.txt" -Value "$passed passed, $failed failed, $skipped skipped"

$figures = & "$PSScriptRoot/Coverage.ps1" -Report -Folder $CoverageFolder -ToolFolders $ToolFolders
Write-Host -Object ''
Write-Host -Object ('{0,-36} {1,7} {2,9}' -f 'Coverage', 'lines', 'branches')
foreach ($figure in $figures) {
    Write-Host -Object ('{0,-36} {1,5:0.0} % {2,7:0.0} %' -f $figure.Project, $figure.Line, $figure.Branch)
}

$whyNot = if (-not $isWhole) { 'only some tests ran' }
elseif ($failed -gt 0) { 'tests failed' }
elseif ($skipped -gt 0) { 'tests were skipped' }
# Other systems run other branches, and the floors have been measured on Linux.
elseif (-not $IsLinux) { 'this is not Linux' }

$tooLow = @()
if ($whyNot) {
    Write-Host -Object "The coverage was not compared with its floors because $whyNot."
}
else {
    $tooLow = @(& "$PSScriptRoot/CoverageFloors.ps1" -Figure $figures -FloorFile "$RepositoryRoot/tests/coverage-floors.txt" -Raise:$RaiseFloors)
}

if ($failed -gt 0) {
    throw "$failed tests failed."
}

if ($tooLow.Count -gt 0) {
    throw ($tooLow -join "`n")
}

if ($skipped -gt 0 -and $env:CI -eq 'true') {
    throw "$skipped tests were skipped, but CI has everything that they need."
}

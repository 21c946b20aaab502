#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests and packs the module: dotnet tool restore && dotnet pwsh ./build.ps1 Test

.DESCRIPTION
Downloads the build tools and runs the tasks of src/build/BitbucketConnections.build.ps1.
Build    compiles, and writes the module's files and help to the root of the checkout
Test     Build, Package, and all tests; ends with 'N passed, N failed, N skipped'
Coverage Test, and raises the floors in tests/coverage-floors.txt to the coverage
Demo     Package, and the guide's steps on the sandbox
Bench    Package, and the measurements of docs/performance.md
Reliability Package, and the checks of docs/reliability.md
Help     only the help, from docs/en-US
Package  the module's folder and nupkg in artifacts/
Install  Package, and copies the module to the user's module path
Clean    removes all build output

.PARAMETER TestName
The test projects and files that Test runs, with wildcards: ./build.ps1 Test -TestName 'Journey*, *Engine.Tests'. For Bench and Reliability, the
names of benchmarks and checks.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Coverage', 'Demo', 'Bench', 'Reliability', 'Help', 'Package', 'Install', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [string[]] $TestName = '*'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# A global.json would be another file in the root folder, and could not explain what to do.
$requiredSdk = 10
$sdk = & dotnet --version
if ($LASTEXITCODE -ne 0 -or "$sdk" -notmatch '^(\d+)\.' -or [int] $Matches[1] -lt $requiredSdk) {
    throw "The build requires the .NET $requiredSdk SDK or newer; 'dotnet --version' returned '$sdk'. Install the SDK from https://dotnet.microsoft.com/download."
}

$tools = Join-Path -Path $PSScriptRoot -ChildPath 'src/build/Tools.csproj'
$restoreLog = & dotnet restore $tools --nologo --verbosity quiet
if ($LASTEXITCODE -ne 0) {
    throw "The build's tools can't be restored:`n$($restoreLog -join "`n")"
}

$answer = & dotnet msbuild $tools -getProperty:NuGetPackageRoot -getProperty:RoslynTargetsPath -getItem:PackageDownload
if ($LASTEXITCODE -ne 0) {
    throw "The folder of the build's tools can't be found:`n$($answer -join "`n")"
}

$answer = $answer -join "`n" | ConvertFrom-Json
$toolFolders = @{}
foreach ($package in $answer.Items.PackageDownload) {
    foreach ($version in $package.Version.Split(';').Trim('[', ']')) {
        $folder = "$($package.Identity.ToLowerInvariant())/$version"
        $toolFolders["$($package.Identity)/$version"] = Join-Path -Path $answer.Properties.NuGetPackageRoot -ChildPath $folder
    }
}

$invokeBuild = $toolFolders.Keys.Where({ $_ -like 'Invoke-Build/*' })[0]
$closingLine = Join-Path -Path $PSScriptRoot -ChildPath 'artifacts/test-results/closing-line.txt'
Remove-Item -LiteralPath $closingLine -ErrorAction Ignore

# All builds of this run, also those of tests, use one compiler process, which ends with the run. Without it, each project loads the compiler and its analyzers again.
$compiler = "bitbucketconnections-$PID"
$before = @{}
foreach ($setting in @{ UseSharedCompilation = 'true'; SharedCompilationId = $compiler }.GetEnumerator()) {
    $before[$setting.Key] = [Environment]::GetEnvironmentVariable($setting.Key)
    [Environment]::SetEnvironmentVariable($setting.Key, $setting.Value)
}

try {
    $parameters = @{
        Task          = $Task
        File          = Join-Path -Path $PSScriptRoot -ChildPath 'src/build/BitbucketConnections.build.ps1'
        Configuration = $Configuration
        ToolFolders   = $toolFolders
        # With 'pwsh -File', a list is one text.
        TestName      = $TestName.Split(',').Trim()
    }
    & (Join-Path -Path $toolFolders[$invokeBuild] -ChildPath 'tools/Invoke-Build.ps1') @parameters
    $exitCode = 0
}
catch {
    # Write it as text: the closing line of the tests must stay the last line.
    [Console]::Error.WriteLine("$_")
    $exitCode = 1
}
finally {
    $before.Keys.ForEach({ [Environment]::SetEnvironmentVariable($_, $before[$_]) })
    # It would end by itself after ten minutes without a build.
    $server = Join-Path -Path $answer.Properties.RoslynTargetsPath -ChildPath 'bincore/VBCSCompiler.dll'
    if (Test-Path -LiteralPath $server) {
        $null = & dotnet $server -shutdown "-pipename:$compiler" 2>&1
    }
}

if (Test-Path -LiteralPath $closingLine) {
    Get-Content -LiteralPath $closingLine
}

exit $exitCode

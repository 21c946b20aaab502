#Requires -Version 7.4
<#
.SYNOPSIS
Measures which lines of the module the tests call. Test.ps1 calls it before and after the tests.

.DESCRIPTION
-Prepare copies the packed module and the test projects to Folder, and instruments the copies. The originals are only read: when a run is ended halfway,
nothing but Folder is different, and the next run deletes it. Every process that loads an instrumented assembly, from any copy, adds its hits when it exits.
-Report merges the hits, writes the lines without a hit to uncovered.txt, and returns the figures of the projects.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, ParameterSetName = 'Prepare')]
    [switch] $Prepare,

    [Parameter(Mandatory, ParameterSetName = 'Report')]
    [switch] $Report,

    [Parameter(Mandatory)]
    [string] $Folder,

    [Parameter(Mandatory)]
    [hashtable] $ToolFolders,

    [Parameter(Mandatory, ParameterSetName = 'Prepare')]
    [string] $ModulePath,

    # The output folders of the test projects, by project.
    [Parameter(Mandatory, ParameterSetName = 'Prepare')]
    [hashtable] $TestOutputs
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$stateFolder = Join-Path -Path $Folder -ChildPath 'state'
$coverlet = $ToolFolders.Keys.Where({ $_ -like 'coverlet.msbuild/*' })[0]
$tasks = Join-Path -Path $ToolFolders[$coverlet] -ChildPath 'tasks/net10.0'

function Invoke-Coverlet {
    param([string] $Target, [string[]] $Properties)
    # coverlet writes the hits to the temporary folder of the process that instruments.
    $variables = 'TMPDIR', 'TMP', 'TEMP'
    $before = $variables.ForEach({ [Environment]::GetEnvironmentVariable($_) })
    try {
        $variables.ForEach({ [Environment]::SetEnvironmentVariable($_, $stateFolder) })
        $log = & dotnet msbuild "$PSScriptRoot/Coverage.proj" -nologo -verbosity:minimal "-target:$Target" "-property:Tasks=$tasks" "-property:StateFolder=$stateFolder" @Properties 2>&1
        if ($LASTEXITCODE -ne 0) {
            throw "The coverage can't be measured: coverlet ended with exit code $LASTEXITCODE.`n$($log -join "`n")"
        }
    }
    finally {
        for ($index = 0; $index -lt $variables.Count; $index++) {
            [Environment]::SetEnvironmentVariable($variables[$index], $before[$index])
        }
    }
}

if ($Prepare) {
    Remove-Item -LiteralPath $Folder -Recurse -Force -ErrorAction Ignore
    $null = New-Item -ItemType Directory -Path $stateFolder -Force

    Copy-Item -LiteralPath $ModulePath -Destination "$Folder/module" -Recurse
    $module = (Get-Item -Path "$Folder/module/BitbucketConnections/*").FullName

    # Native code would run instead of the instrumented IL.
    Get-ChildItem -LiteralPath "$module/lib/net8.0" -Directory | Remove-Item -Recurse

    $originals = @{}
    foreach ($file in Get-ChildItem -Path "$module/lib/BitbucketConnections*.dll", "$module/lib/net8.0/BitbucketConnections*.dll") {
        $originals[$file.Name] = @{ Path = $file.FullName; Hash = (Get-FileHash -LiteralPath $file.FullName).Hash }
    }

    Invoke-Coverlet -Target 'Instrument' -Properties "-property:ModuleFolder=$module"

    # The test projects get the same instrumented files, so that all processes add to the same hits.
    foreach ($project in $TestOutputs.Keys) {
        $copy = "$Folder/tests/$project"
        $null = New-Item -ItemType Directory -Path (Split-Path -Path $copy) -Force
        Copy-Item -LiteralPath $TestOutputs[$project] -Destination $copy -Recurse
        foreach ($name in $originals.Keys.Where({ Test-Path -LiteralPath "$copy/$_" })) {
            if ((Get-FileHash -LiteralPath "$copy/$name").Hash -ne $originals[$name].Hash) {
                throw "'$name' in the output of $project differs from the file in the module."
            }

            Copy-Item -LiteralPath $originals[$name].Path -Destination "$copy/$name"
        }
    }

    return
}

Invoke-Coverlet -Target 'Report'
$reports = Get-ChildItem -Path "$stateFolder/*.json"
$figures = & "$PSScriptRoot/CoverageFigures.ps1" -Report $reports.FullName -UncoveredFile "$Folder/uncovered.txt"
Get-ChildItem -LiteralPath $Folder -Directory | Remove-Item -Recurse -Force
$figures

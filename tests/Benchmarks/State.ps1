#Requires -Version 7.4
<#
.SYNOPSIS
Measures what it costs that a sandbox keeps its state in a file: a change with -Path and without it, by the number of resources. docs/performance.md has the result.

.DESCRIPTION
Each resource is a connection and a pipeline with one execution. The change is a tag of one pipeline. The two sandboxes of a row take turns. The first change after
a start writes the file as a whole, so it is measured apart.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    # Not used by this benchmark.
    [string] $Endpoint,

    [ValidateRange(3, 1000)]
    [int] $Samples = 30,

    [int[]] $Count = @(1, 100, 1000, 5000)
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/Results.psm1"
& "$PSScriptRoot/Environment.ps1" -ModulePath $ModulePath
Import-Module -Name BitbucketConnections

$folder = (New-Item -ItemType Directory -Path (Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "bench-state-$([guid]::NewGuid().ToString('N'))")).FullName
$changes = 0

function Add-Resource {
    param([int] $From, [int] $To, [hashtable] $Common)
    for ($i = $From; $i -lt $To; $i++) {
        $arn = (New-BitbucketConnection "c$i" -WarningAction Ignore -Confirm:$false).ConnectionArn
        Complete-BitbucketSandboxConnection -ConnectionArn $arn
        $null = New-BitbucketPipeline "p$i" -ConnectionArn $arn @Common
    }
}

# Returns the milliseconds of a change.
function Measure-Change {
    $script:changes++
    $clock = [Diagnostics.Stopwatch]::StartNew()
    Add-BitbucketTag -ResourceArn $arn -Tag @{ change = "$script:changes" } -Confirm:$false
    $clock.Elapsed.TotalMilliseconds
}

try {
    $filled = "$folder/filled.json"
    $last = 0
    $rows = foreach ($items in $Count) {
        $sandbox = Start-BitbucketSandbox
        Set-BitbucketSandboxLimit -ConnectionQuota 100000 -PipelineQuota 100000
        if ($last) {
            Import-BitbucketSandbox -Path $filled -Confirm:$false
        }

        $common = @{
            Repository = 'example-ws/demo-repo'; Branch = 'main'; BuildProject = $sandbox.BuildProject; RoleArn = $sandbox.ServiceRoleArn
            ArtifactBucket = $sandbox.ArtifactBucket; WarningAction = 'Ignore'; Confirm = $false
        }
        Add-Resource -From $last -To $items -Common $common
        $last = $items
        $arn = (Get-BitbucketPipeline p0).PipelineArn
        $null = Export-BitbucketSandbox -Path $filled -Force
        $without = 1..($Samples + 3) | ForEach-Object { Measure-Change } | Select-Object -Skip 3
        Stop-BitbucketSandbox

        $path = "$folder/state-$items.json"
        Copy-Item -LiteralPath $filled -Destination $path
        $null = Start-BitbucketSandbox -Path $path
        $first = Measure-Change
        $with = 1..($Samples + 3) | ForEach-Object { Measure-Change } | Select-Object -Skip 3
        $size = (Get-Item -LiteralPath $path).Length
        Stop-BitbucketSandbox

        $plain, $kept = (Get-Median -Value $without), (Get-Median -Value $with)
        [ordered] @{
            'pipelines'           = $items
            'file (MB)'           = [Math]::Round($size / 1MB, 1)
            'without -Path (ms)'  = [Math]::Round($plain, 1)
            'with -Path (ms)'     = [Math]::Round($kept, 1)
            'ratio'               = [Math]::Round($kept / $plain, 1)
            'more (ms)'           = [Math]::Round($kept - $plain, 1)
            'first change (ms)'   = [Math]::Round($first, 1)
        }
    }
}
finally {
    Stop-BitbucketSandbox
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Write-Result -Folder $ResultFolder -Benchmark State -Table @{ state = @($rows) } -Figure @(
    foreach ($row in $rows.Where({ $_['pipelines'] -eq 1000 })) {
        New-Figure -Name 'A change of 1,000 pipelines in a file, more than without' -Measured $row['more (ms)'] -Goal 20 -Unit ms
    })

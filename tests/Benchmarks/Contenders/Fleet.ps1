#Requires -Version 7.4
<#
.SYNOPSIS
Gets all pipelines. Writes their number, the time and the time of the first one in milliseconds. A call before fills the caches.
#>
param([int] $ThrottleLimit)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name BitbucketConnections
$null = Get-BitbucketPipeline -Name p00000
$first = $null
$count = 0
$clock = [Diagnostics.Stopwatch]::StartNew()
Get-BitbucketPipeline -ThrottleLimit $ThrottleLimit | ForEach-Object -Process {
    $first ??= $clock.ElapsedMilliseconds
    $count++
}
"$count $($clock.ElapsedMilliseconds) $first"

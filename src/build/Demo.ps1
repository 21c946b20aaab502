#Requires -Version 5.1
<#
.SYNOPSIS
The guide's journey, on the sandbox: each command as it is typed, and what it shows.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$journey = @'
Import-Module BitbucketConnections
Start-BitbucketSandbox
New-BitbucketConnection -Name MyConnection
Get-BitbucketConnection -Name MyConnection | Complete-BitbucketSandboxConnection
Wait-BitbucketConnection -Name MyConnection
New-BitbucketPipeline -Name MyPipeline -ConnectionName MyConnection -Repository my-workspace/my-repo -Branch main -BuildProject sandbox-build
Get-BitbucketPipeline -Name MyPipeline
Get-BitbucketPipelineExecution -PipelineName MyPipeline
Invoke-BitbucketSandboxPush -Repository my-workspace/my-repo -Branch main | Wait-BitbucketPipelineExecution
Stop-BitbucketSandbox
'@

$env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator

foreach ($line in $journey -split '\r?\n') {
    Write-Host -Object "PS> $line" -ForegroundColor Cyan
    # Dot-sourced, so that a variable of one line is there in the next.
    . ([scriptblock]::Create($line)) | Out-Default
}

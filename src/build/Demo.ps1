#Requires -Version 5.1
<#
.SYNOPSIS
Runs the guide's steps on the sandbox and shows each command with its output.
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
New-BitbucketPipeline -Name MyPipeline -ConnectionName MyConnection -Repository my-workspace/my-repo -Branch main -Command 'npm ci', 'npm test'
Get-BitbucketPipeline -Name MyPipeline
Get-BitbucketPipelineExecution -PipelineName MyPipeline
Invoke-BitbucketSandboxPush -Repository my-workspace/my-repo -Branch main | Wait-BitbucketPipelineExecution
Stop-BitbucketSandbox
'@

$env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator

foreach ($line in $journey -split '\r?\n') {
    Write-Host -Object "PS> $line" -ForegroundColor Cyan
    # Dot-source the line, so that its variables exist in the next one.
    . ([scriptblock]::Create($line)) | Out-Default
}

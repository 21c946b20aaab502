#Requires -Version 7.4
<#
.SYNOPSIS
Sets the environment of all contenders: the module that is measured, and keys and a Region that no AWS settings of this computer replace.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Get-ChildItem -Path 'env:AWS_*' | Remove-Item
$nowhere = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "no-aws-$PID"
$env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator
$env:AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'
$env:AWS_SECRET_ACCESS_KEY = 'EXAMPLE'
$env:AWS_DEFAULT_REGION = 'us-east-1'
$env:AWS_REGION = 'us-east-1'
$env:AWS_EC2_METADATA_DISABLED = 'true'
$env:AWS_SHARED_CREDENTIALS_FILE = Join-Path -Path $nowhere -ChildPath 'credentials'
$env:AWS_CONFIG_FILE = Join-Path -Path $nowhere -ChildPath 'config'
$env:AWS_PAGER = ''

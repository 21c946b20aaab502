#Requires -Version 7.4
<#
.SYNOPSIS
Runs one Pester file with the packed module, in this process, and writes the results as JSON.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $TestFile,

    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFile,

    # The folders of the packages of Tools.csproj, by 'name/version', as JSON.
    [Parameter(Mandatory)]
    [string] $ToolFolders
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# AWS settings of this computer must not affect a test.
Get-ChildItem -Path 'env:AWS_*' | Remove-Item
$nowhere = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "no-aws-$([guid]::NewGuid().ToString('N'))"
$env:AWS_SHARED_CREDENTIALS_FILE = Join-Path -Path $nowhere -ChildPath 'credentials'
$env:AWS_CONFIG_FILE = Join-Path -Path $nowhere -ChildPath 'config'
$env:AWS_EC2_METADATA_DISABLED = 'true'

$env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator
$env:BITBUCKETCONNECTIONS_TEST_TOOLS = $ToolFolders

$folders = $ToolFolders | ConvertFrom-Json -AsHashtable
$pester = $folders.Keys.Where({ $_ -like 'Pester/*' })[0]
Import-Module -Name (Join-Path -Path $folders[$pester] -ChildPath 'tools/Pester.psd1')

$configuration = New-PesterConfiguration
$configuration.Run.Path = $TestFile
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
# Use an empty folder: tests must not find help and modules because of the current folder.
$workFolder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "module-tests-$PID"
$null = New-Item -ItemType Directory -Path $workFolder -Force
Push-Location -LiteralPath $workFolder
try {
    $run = Invoke-Pester -Configuration $configuration
}
finally {
    Pop-Location
    Remove-Item -LiteralPath $workFolder -Recurse -Force
}

$results = @(
    foreach ($test in $run.Tests.Where({ $_.Result -ne 'NotRun' })) {
        @{
            Name    = $test.ExpandedPath
            Outcome = $test.Result -in 'Passed', 'Skipped' ? "$($test.Result)" : 'Failed'
            Seconds = $test.Duration.TotalSeconds
            Table   = @(@($test.StandardOutput) -like 'Client: *')
            Message = @($test.ErrorRecord).ForEach({ "$_`n$($_.ScriptStackTrace)" }) -join "`n"
        }
    }

    # Failed setups and unreadable files are not results of a test, so count them here.
    foreach ($block in @($run.FailedBlocks) + @($run.FailedContainers)) {
        @{
            Name    = "$($block.PSObject.Properties['ExpandedPath'] ? $block.ExpandedPath : $block)"
            Outcome = 'Failed'
            Seconds = 0
            Table   = @()
            Message = @($block.ErrorRecord).ForEach({ "$_`n$($_.ScriptStackTrace)" }) -join "`n"
        }
    }
)

ConvertTo-Json -InputObject $results | Set-Content -LiteralPath $ResultFile
exit ($results.Where({ $_.Outcome -eq 'Failed' }).Count -gt 0 ? 1 : 0)

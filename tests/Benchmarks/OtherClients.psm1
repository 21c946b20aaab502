#Requires -Version 7.4
# Finds the AWS CLI and boto3. Both are optional.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# The Python that has boto3; null without one. A version manager's launcher is not measured, so this is the program that it starts.
function Get-BotoPython {
    if (-not (Get-Command -Name python3 -CommandType Application -ErrorAction Ignore)) {
        return
    }

    $found = python3 -c 'import sys, boto3; print(sys.executable)' 2>$null
    if ($LASTEXITCODE -eq 0) {
        $found
    }
}

# The AWS CLI on the path; null without one. Beside the Python of a version manager is the program that its launcher starts.
function Get-AwsCli {
    param([string] $Python)
    $beside = $Python ? (Join-Path -Path (Split-Path -Path $Python) -ChildPath 'aws') : ''
    $found = @(Get-Command -Name aws -CommandType Application -TotalCount 1 -ErrorAction Ignore).Source
    if ($found -and $beside -and (Test-Path -LiteralPath $beside)) {
        $beside
    }
    elseif ($found) {
        $found
    }
}

# The versions, for the page of results.
function Get-ClientVersion {
    $python = Get-BotoPython
    $aws = Get-AwsCli -Python $python
    [ordered] @{
        'AWS CLI' = $aws ? (& $aws --version) -replace '^aws-cli/(\S+).*', '$1' : $null
        boto3     = $python ? (& $python -c 'import boto3, platform; print(boto3.__version__ + " on Python " + platform.python_version())') : $null
    }
}

Export-ModuleMember -Function Get-BotoPython, Get-AwsCli, Get-ClientVersion

#Requires -Version 7.4
<#
.SYNOPSIS
A runbook for Azure Automation. It assumes an AWS role with its managed identity, checks a pipeline's connections, starts an execution and waits.
See azure-automation.md.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RoleArn,

    [Parameter(Mandatory)]
    [string] $Audience,

    [Parameter(Mandatory)]
    [string] $Region,

    [Parameter(Mandatory)]
    [string] $PipelineName,

    [string] $SessionName = 'azure-automation',

    [ValidateRange(1, 604800)]
    [int] $TimeoutSeconds = 3600
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Creates a file that only its owner can open, before it has any content.
function New-PrivateFile {
    param([string] $Text)
    $path = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "token-$([guid]::NewGuid().ToString('N'))"
    if ($IsWindows) {
        $owner = [Security.Principal.WindowsIdentity]::GetCurrent().User
        $security = [Security.AccessControl.FileSecurity]::new()
        $security.SetAccessRuleProtection($true, $false)
        $security.AddAccessRule([Security.AccessControl.FileSystemAccessRule]::new($owner, 'FullControl', 'Allow'))
        $stream = [IO.FileSystemAclExtensions]::Create([IO.FileInfo]::new($path), 'CreateNew', 'FullControl', 'None', 4096, 'None', $security)
    }
    else {
        $options = [IO.FileStreamOptions]::new()
        $options.Mode = 'CreateNew'
        $options.Access = 'Write'
        $options.UnixCreateMode = 'UserRead, UserWrite'
        $stream = [IO.FileStream]::new($path, $options)
    }

    try {
        $stream.Write([Text.Encoding]::ASCII.GetBytes($Text))
    }
    finally {
        $stream.Dispose()
    }

    $path
}

function Get-ManagedIdentityToken {
    if (-not $env:IDENTITY_ENDPOINT -or -not $env:IDENTITY_HEADER) {
        throw 'Managed identity not found: IDENTITY_ENDPOINT or IDENTITY_HEADER is not set. Turn it on in the Automation account, under Identity.'
    }

    $request = @{
        Method            = 'Post'
        Uri               = $env:IDENTITY_ENDPOINT
        Headers           = @{ 'X-IDENTITY-HEADER' = $env:IDENTITY_HEADER; Metadata = 'True' }
        ContentType       = 'application/x-www-form-urlencoded'
        Body              = @{ resource = $Audience }
        MaximumRetryCount = 2
        RetryIntervalSec  = 1
        # The response is a secret.
        Verbose           = $false
        Debug             = $false
    }
    try {
        (Invoke-RestMethod @request).access_token
    }
    catch {
        throw "The managed identity gave no token for the audience '$Audience': $($_.Exception.Message)"
    }
}

$names = 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME', 'AWS_REGION'
$before = @{}
$names.ForEach({ $before[$_] = [Environment]::GetEnvironmentVariable($_) })
$tokenFile = $null
try {
    if ($env:AWS_ACCESS_KEY_ID -or $env:AWS_PROFILE) {
        throw 'AWS_ACCESS_KEY_ID or AWS_PROFILE is set and would be used instead of the role. Remove the variable.'
    }

    $tokenFile = New-PrivateFile -Text (Get-ManagedIdentityToken)
    $env:AWS_WEB_IDENTITY_TOKEN_FILE = $tokenFile
    $env:AWS_ROLE_ARN = $RoleArn
    $env:AWS_ROLE_SESSION_NAME = $SessionName
    $env:AWS_REGION = $Region

    Import-Module -Name BitbucketConnections
    $pipeline = Get-BitbucketPipeline -Name ([WildcardPattern]::Escape($PipelineName))
    foreach ($arn in $pipeline.Stages.Actions.Where({ $_.ActionTypeId.Provider -eq 'CodeStarSourceConnection' }).ForEach({ $_.Configuration['ConnectionArn'] })) {
        $connection = Get-BitbucketConnection -ConnectionArn $arn
        if ($connection.ConnectionStatus -ne 'AVAILABLE') {
            throw "The connection '$($connection.ConnectionName)' is $($connection.ConnectionStatus). $($connection.NextStep)"
        }
    }

    $pipeline | Start-BitbucketPipeline -Wait -TimeoutSeconds $TimeoutSeconds
}
finally {
    $names.ForEach({ [Environment]::SetEnvironmentVariable($_, $before[$_]) })
    if ($tokenFile) {
        Remove-Item -LiteralPath $tokenFile
    }
}

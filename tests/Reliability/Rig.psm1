#Requires -Version 7.4
# What the scripts of this folder have in common: processes with the module, accounts of the sandbox, and a view of IAM and S3 that is not the module's.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if (-not ('AwsReader' -as [type])) {
    Add-Type -Path "$PSScriptRoot/AwsReader.cs", "$PSScriptRoot/../Conformance/Clients/RequestSignature.cs"
}

# The PowerShell that runs this module. As a .NET tool it is pwsh.dll run by dotnet, not a separate program.
function Get-PwshProgram {
    $program = @([Environment]::ProcessPath)
    if ((Split-Path -Path $program[0] -LeafBase) -eq 'dotnet') {
        $program += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
    }

    $program
}

# Imports the packed module, and removes the AWS settings of this computer.
function Import-PackedModule {
    param([string] $ModulePath)
    Get-ChildItem -Path 'env:AWS_*' | Remove-Item
    $nowhere = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "no-aws-$PID"
    $env:AWS_EC2_METADATA_DISABLED = 'true'
    $env:AWS_SHARED_CREDENTIALS_FILE = Join-Path -Path $nowhere -ChildPath 'credentials'
    $env:AWS_CONFIG_FILE = Join-Path -Path $nowhere -ChildPath 'config'
    $env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator
    Import-Module -Name BitbucketConnections -Global
}

# Starts a process with the module. Wait for it with Wait-Actor, so that it can start while another one works.
function Start-Actor {
    param([string] $ModulePath)
    $program, [string[]] $first = Get-PwshProgram
    $start = [Diagnostics.ProcessStartInfo]::new($program, [string[]] ($first + @('-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/Actor.ps1", '-ModulePath', $ModulePath)))
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    [Diagnostics.Process]::Start($start)
}

function Wait-Actor {
    param($Actor)
    $line = Read-Line -Actor $Actor
    if ($line -ne 'ready') {
        throw "A process did not start: $line"
    }
}

function Read-Line {
    param($Actor, [int] $Seconds = 120)
    $reading = $Actor.StandardOutput.ReadLineAsync()
    if (-not $reading.Wait([timespan]::FromSeconds($Seconds))) {
        throw "A process did not answer in $Seconds s."
    }

    $reading.Result
}

function Send-Command {
    param($Actor, [string] $Text)
    $Actor.StandardInput.WriteLine((ConvertTo-Json -InputObject $Text -Compress))
    $Actor.StandardInput.Flush()
}

function Receive-Answer {
    param($Actor)
    Read-Line -Actor $Actor | ConvertFrom-Json
}

function Stop-Actor {
    param($Actor)
    $Actor.StandardInput.Close()
    if (-not $Actor.WaitForExit(30000)) {
        $Actor.Kill()
        $Actor.WaitForExit()
    }

    $Actor.Dispose()
}

# Uses another account of the sandbox for this process. Each has the sandbox's role, bucket and build project, and nothing else.
function Use-Account {
    param([long] $Number)
    $account = $Number.ToString('D12')
    $env:AWS_ACCESS_KEY_ID = "SANDBOX$account"
    [pscustomobject] @{
        Id      = $account
        Bucket  = "codepipeline-us-east-1-$account"
        Enter   = "`$env:AWS_ACCESS_KEY_ID = 'SANDBOX$account'; "
        Reader  = [AwsReader]::new($env:AWS_ENDPOINT_URL, "SANDBOX$account", $env:AWS_SECRET_ACCESS_KEY)
        Initial = @()
    }
}

# Creates a connection that a person completed. Returns its ARN.
function New-ReadyConnection {
    param([string] $Name)
    $connection = New-BitbucketConnection -Name $Name -WarningAction Ignore
    Complete-BitbucketSandboxConnection -ConnectionArn $connection.ConnectionArn
    $connection.ConnectionArn
}

# Gets the names of the roles that are not the sandbox's own.
function Get-RoleName {
    param($Account)
    $roles = ([xml] $Account.Reader.Iam('ListRoles', [Collections.Generic.Dictionary[string, string]]::new())).SelectNodes("//*[local-name()='RoleName']")
    @($roles.ForEach({ $_.InnerText })).Where({ $_ -notlike '*sandbox*' })
}

# Gets the inline policies of a role: a hashtable of documents by name.
function Get-RolePolicy {
    param($Account, [string] $RoleName)
    $values = [Collections.Generic.Dictionary[string, string]]::new()
    $values['RoleName'] = $RoleName
    $policies = @{}
    foreach ($node in ([xml] $Account.Reader.Iam('ListRolePolicies', $values)).SelectNodes("//*[local-name()='member']")) {
        $values['PolicyName'] = $node.InnerText
        $document = ([xml] $Account.Reader.Iam('GetRolePolicy', $values)).SelectSingleNode("//*[local-name()='PolicyDocument']").InnerText
        $policies[$node.InnerText] = [uri]::UnescapeDataString($document)
    }

    $policies
}

function Get-BucketName {
    param($Account)
    @(([xml] $Account.Reader.Buckets()).SelectNodes("//*[local-name()='Bucket']/*[local-name()='Name']").ForEach({ $_.InnerText }))
}

Export-ModuleMember -Function Get-PwshProgram, Import-PackedModule, Start-Actor, Wait-Actor, Send-Command, Receive-Answer, Stop-Actor, Use-Account, New-ReadyConnection,
    Get-RoleName, Get-RolePolicy, Get-BucketName
